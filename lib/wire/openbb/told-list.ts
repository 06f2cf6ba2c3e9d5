/** Owns: what was said in Workspace, put together message by message. */
import type { AskCall, AskMessage } from "../request/ask.ts";

export interface ToldList {
  messages: AskMessage[];
  ask(text: string): void;
  /** Workspace begins a message anew whenever a step comes between: what stands together was one answer. */
  say(text: string): void;
  /** `step`: calls of the same one, which Workspace ran one after the other, are one message. */
  call(call: AskCall, step?: string): void;
  result(callId: string, told: { text: string; isError: boolean }): void;
}

export function makeToldList(): ToldList {
  const messages: AskMessage[] = [];
  let calling: { said: Extract<AskMessage, { role: "assistant" }>; step: string | undefined } | null = null;
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
