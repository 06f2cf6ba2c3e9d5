/** Owns: the conversation in what Workspace posts. Pure. */
import type { AskMessage } from "../request/ask.ts";
import type { DataSource } from "./data-source.ts";
import { readFunctionCall, type SaidCall } from "./function-call.ts";
import type { QueryMessage } from "./query-request.ts";
import { readResult } from "./read-result.ts";
import { saidText } from "./said-text.ts";
import { makeToldList } from "./told-list.ts";

/** What has happened since the newest question. */
export interface TurnSoFar {
  /** Outward ids of the calls that have their results, newest last. */
  answered: string[];
  /** What was fetched from widgets. */
  fetched: DataSource[];
  /** What Workspace said with the question and does not say again. */
  kept: string | null;
}

export interface ReadMessages {
  messages: AskMessage[];
  turn: TurnSoFar;
}

/** `callOf`: a call by the name that the model knows. */
export function readMessages(
  given: readonly QueryMessage[],
  callOf: (said: SaidCall) => SaidCall = (said) => said,
): ReadMessages {
  const list = makeToldList();
  let turn: TurnSoFar = { answered: [], fetched: [], kept: null };
  let begun: SaidCall | null = null;
  for (const [index, message] of given.entries()) {
    if (begun && message.role !== "tool") list.call({ callId: `openbb_${index - 1}`, ...callOf(begun) });
    const call = message.role === "ai" ? readFunctionCall(message.content) : null;
    if (message.role === "tool") {
      const { answers, isOurs, step, kept, fetched } = readResult(message, begun, index);
      for (const { call } of answers) list.call({ callId: call.callId, ...callOf(call) }, step);
      for (const { call, told } of answers) list.result(call.callId, told);
      const ids = isOurs ? answers.map(({ call }) => call.callId) : [];
      turn = { answered: [...turn.answered, ...ids], fetched: [...turn.fetched, ...fetched], kept: kept ?? turn.kept };
    } else if (message.role === "human" || isRequest(given, index)) {
      list.ask(textOf(message.content));
      turn = { answered: [], fetched: [], kept: null };
    } else if (message.role === "ai" && call === null) {
      list.say(saidText(textOf(message.content)));
    }
    begun = call;
  }
  if (begun) list.call({ callId: `openbb_${given.length - 1}`, ...callOf(begun) });
  return { messages: list.messages, turn };
}

/** Workspace's own agent asks in a message of the assistant: the last one, or one that another agent then answered. */
function isRequest(given: readonly QueryMessage[], index: number): boolean {
  const message = given[index];
  if (message?.role !== "ai" || message.agent_id !== "openbb-copilot" || readFunctionCall(message.content)) return false;
  const next = given[index + 1];
  return next === undefined || (next.role === "ai" && next.agent_id !== "openbb-copilot" && next.content !== "");
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return content === undefined || content === null ? "" : JSON.stringify(content);
}
