/**
 * Owns: a chat of OpenBB Workspace, as far as its agents can tell: what it makes of a stream, what it keeps as messages, and what it
 * posts the next time. Modelled on how the program behaves, faults included.
 */
import type { OpenbbEvent } from "#lib/wire/openbb/event.ts";

export type WorkspaceMessage =
  | { role: "human"; content: string }
  | { role: "ai"; content: string; agent_id?: string }
  | { role: "tool"; function: string; input_arguments: unknown; data: unknown[]; extra_state?: unknown };

type SystemMessage = { role: "system"; content: unknown };
type FunctionCallData = Extract<OpenbbEvent, { event: "copilotFunctionCall" }>["data"];

export interface WorkspaceChat {
  /** With the steps, in the order in which they are shown. */
  shown: (WorkspaceMessage | SystemMessage)[];
  ask(question: string): void;
  /** Takes in what was told. The function call that it is to run; null: there is none. */
  take(events: readonly OpenbbEvent[]): FunctionCallData | null;
  /** It ran the function. */
  ran(call: FunctionCallData, data: unknown[], options?: { forgetsState?: boolean }): void;
  /** What it posts as `messages`. */
  messages(): WorkspaceMessage[];
}

export function openWorkspaceChat(agentId = "aloud"): WorkspaceChat {
  const shown: WorkspaceChat["shown"] = [];
  return {
    shown,
    ask: (question) => shown.push({ role: "human", content: question }),
    take(events) {
      let buffer = "";
      let call: FunctionCallData | null = null;
      const begin = () => {
        if (buffer === "") shown.push({ role: "ai", content: "", agent_id: agentId });
      };
      const flush = () => {
        const last = shown.at(-1);
        if (buffer !== "" && last?.role === "ai") last.content = buffer;
        buffer = "";
      };
      for (const { event, data } of events) {
        switch (event) {
          case "copilotStatusUpdate":
            flush();
            if (data.eventType === "ERROR") dropLastPair(shown);
            shown.push({ role: "system", content: data });
            break;
          case "copilotMessageChunk":
            begin();
            buffer += data.delta;
            break;
          case "copilotMessageArtifact":
            begin();
            buffer += `${buffer.endsWith("| ") ? "\n" : ""}<artifact className="${data.name}"/>`;
            break;
          case "copilotCitationCollection": {
            begin();
            const marks = data.citations.map(({ id }) => `<citation className="${id}"/>`).join("");
            buffer += buffer.endsWith("| ") ? `\n${marks}` : marks;
            break;
          }
          case "copilotFunctionCall":
            flush();
            call = data;
            break;
          default:
            throw new Error(`Unknown event: ${event satisfies never}`);
        }
      }
      flush();
      return call;
    },
    ran({ function: name, input_arguments, extra_state }, data, { forgetsState = false } = {}) {
      shown.push({ role: "ai", content: JSON.stringify({ function: name, input_arguments }) });
      shown.push({ role: "tool", function: name, input_arguments, data, ...(!forgetsState && { extra_state }) });
    },
    messages: () => shown.flatMap((message): WorkspaceMessage[] => posted(message)),
  };
}

/** An answer that is JSON and no call is left out. */
function posted(message: WorkspaceMessage | SystemMessage): WorkspaceMessage[] {
  switch (message.role) {
    case "system":
      return [];
    case "human":
      return [{ role: "human", content: message.content.replaceAll("\u00a0", " ").replaceAll("\u2011", "-") }];
    case "tool":
      return [message];
    case "ai": {
      const parsed = tryParse(message.content);
      if (parsed === undefined) return [{ ...message, content: restored(message.content) }];
      const isCall = typeof parsed === "object" && parsed !== null && "function" in parsed;
      return isCall ? [{ role: "ai", content: message.content }] : [];
    }
    default:
      return message satisfies never;
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text, as most are.
    return undefined;
  }
}

function restored(content: string): string {
  return content
    .replace(/<artifact className="([^"]+)"\/>/g, "<|start_artifact_id|>$1<|end_artifact_id|>")
    .replace(/<citation className="([^"]+)"\/>/g, "<|start_citation_id|>$1<|end_citation_id|>");
}

/** It takes an error for data that was too much. */
function dropLastPair(shown: WorkspaceChat["shown"]): void {
  const at = shown.findLastIndex(({ role }) => role === "tool");
  const before = shown[at - 1];
  if (at > 0 && before?.role === "ai" && typeof tryParse(before.content) === "object") shown.splice(at - 1, 2);
}

/** What Workspace reads of a stream: it splits by blank lines, and a line ends at any separator that Unicode knows. */
export function readWorkspaceStream(stream: string): OpenbbEvent[] {
  const frames = stream.split(/\r\n\r\n|\r\r|\n\n/g);
  const rest = frames.pop();
  if (rest !== "") throw new Error(`The stream was cut: ${JSON.stringify(rest)}`);
  let event = "";
  return frames.flatMap((frame): OpenbbEvent[] => {
    let data = "";
    for (const line of frame.split(/\n|\r|\r\n/g)) {
      const groups = /(?<field>[^:]+)(?:: ?(?<value>.*))?/.exec(line)?.groups ?? {};
      if (groups.field === "event") event = groups.value ?? "";
      if (groups.field === "data") data += `${groups.value ?? ""}\n`;
    }
    return data === "" ? [] : [{ event, data: JSON.parse(data.slice(0, -1)) } as OpenbbEvent];
  });
}
