/** Owns: the conversation as it is told to the house, put together message by message; the messages of `Ask` in `lib/gateway`. */
export interface ToldCall {
  callId: string;
  name: string;
  args: Record<string, unknown>;
}

export type ToldMessage =
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; calls: ToldCall[] }
  | { role: "tool"; callId: string; text: string; isError: boolean };

export interface ToldList {
  messages: ToldMessage[];
  ask(text: string): void;
  /** Workspace begins a message anew whenever a step comes between: what stands together was one answer. */
  say(text: string): void;
  /** `step`: calls of the same one, which Workspace ran one after the other, are one message. */
  call(call: ToldCall, step?: string): void;
  result(callId: string, told: { text: string; isError: boolean }): void;
}

export function makeToldList(): ToldList {
  const messages: ToldMessage[] = [];
  let calling: { said: Extract<ToldMessage, { role: "assistant" }>; step: string | undefined } | null = null;
  return {
    messages,
    ask(text) {
      calling = null;
      messages.push({ role: "user", text });
    },
    say(text) {
      if (text === "") return;
      calling = null;
      const last = messages.at(-1);
      if (last?.role === "assistant" && last.calls.length === 0) last.text += text;
      else messages.push({ role: "assistant", text, calls: [] });
    },
    call(call, step) {
      if (calling && step !== undefined && calling.step === step) {
        calling.said.calls.push(call);
        return;
      }
      const last = messages.at(-1);
      const isFresh = last?.role === "assistant" && last.calls.length === 0;
      const said = isFresh ? last : { role: "assistant" as const, text: "", calls: [] };
      if (!isFresh) messages.push(said);
      said.calls.push(call);
      calling = { said, step };
    },
    result(callId, told) {
      messages.push({ role: "tool", callId, ...told });
    },
  };
}
