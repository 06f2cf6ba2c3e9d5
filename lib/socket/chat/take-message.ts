/** Owns: what is done with each message of a client. Whatever goes wrong is told, and the line stays, except without a valid key. */
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { findRun } from "#lib/gateway/find-run.ts";
import { cancelFor } from "#lib/gateway/read-run.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { decideApproval } from "#lib/runs/decide.ts";
import { type ClientMessage, readClientMessage } from "#lib/wire/react/client-message.ts";
import { failed, gap, interrupted, pong } from "#lib/wire/react/line-message.ts";
import { usualChoice } from "#lib/wire/react/select.ts";
import { closeCodes } from "./admit.ts";
import { follow, mostFollows } from "./follow.ts";
import type { Line } from "./line.ts";
import { activeRunOf, type Wish, wishFor } from "./session.ts";
import { startChat } from "./start-chat.ts";

type Of<Type extends ClientMessage["type"]> = Extract<ClientMessage, { type: Type }>["payload"];

/** In a row; whoever says these talks to somebody else. */
const mostMisunderstood = 100;

/** Null: a binary frame. Never throws. */
export async function takeMessage(line: Line, text: string | null): Promise<void> {
  const message = text === null ? null : readClientMessage(text);
  if (message === null || message.type === "misunderstood") {
    line.say(failed("bad-request", message?.message ?? "A message is text, and this was binary."));
    line.misunderstood += 1;
    if (line.misunderstood >= mostMisunderstood) line.close(closeCodes.hopeless, "Nothing you say is understood here.");
    return;
  }
  line.misunderstood = 0;
  try {
    await take(line, message);
  } catch (error) {
    answerError(line, message, error);
  }
}

async function take(line: Line, message: ClientMessage): Promise<void> {
  switch (message.type) {
    case "chat":
      return startChat(line, message.payload);
    case "resume":
      return resume(line, message.payload);
    case "interrupt":
      return interrupt(line, message.payload);
    case "tool_approval":
      return approve(line, message.payload);
    case "ping":
      line.say(pong(message.payload.timestamp));
      return;
    case "pong":
      return;
    default:
      message satisfies never;
  }
}

function answerError(line: Line, message: ClientMessage, error: unknown): void {
  if (AppError.is(error) && error.code === "unauthorized") {
    line.close(closeCodes.unauthorized, error.message);
    return;
  }
  const requestId = newId("request");
  if (!AppError.is(error)) logIncident({ during: `socket ${message.type}`, requestId, error });
  const known = AppError.is(error) ? error : new AppError("internal");
  const { payload } = message;
  const about = typeof payload === "object" && payload !== null ? payload : {};
  const named = {
    ...("run_id" in about && typeof about.run_id === "string" && { run_id: about.run_id }),
    ...("client_msg_id" in about && typeof about.client_msg_id === "string" && { client_msg_id: about.client_msg_id }),
  };
  line.say(failed(known.code, known.message, named));
}

async function resume(line: Line, { run_id, last_seq, ...wanted }: Of<"resume">): Promise<void> {
  const { status } = await findRun(line.caller, run_id);
  const { lastSeq } = await database().client.run.findUniqueOrThrow({ where: { id: run_id }, select: { lastSeq: true } });
  if (!isEnded(status) && last_seq > lastSeq) {
    line.say(gap(run_id, lastSeq + 1, last_seq));
    return;
  }
  if (line.follows.size >= mostFollows && !line.follows.has(run_id)) {
    throw new AppError("too-many", { message: `A socket reads ${mostFollows} runs at once at the most.` });
  }
  const wished: Wish = wishFor(run_id) ?? { agent: line.agentName, choice: usualChoice, exposure: undefined };
  const choice = {
    stream: wanted.stream ?? wished.choice.stream,
    hasReasoning: wanted.enable_reasoning ?? wished.choice.hasReasoning,
  };
  follow(line, run_id, { lastSeq: last_seq, wish: { ...wished, choice, exposure: wanted.exposure ?? wished.exposure } });
}

/** Durable when it is acknowledged. What has ended, and what was interrupted before, is acknowledged too. */
async function interrupt(line: Line, { run_id }: Of<"interrupt">): Promise<void> {
  const runId = run_id ?? (await activeRunOf(line.caller, line.sessionId))?.runId;
  if (runId === undefined) {
    line.say(interrupted(null, "Nothing was being answered."));
    return;
  }
  const { status } = await findRun(line.caller, runId);
  await cancelFor(line.caller, runId);
  line.say(interrupted(runId, isEnded(status) ? "It had ended already." : "Reasoning interrupted"));
}

async function approve(line: Line, { run_id, tool_call_id, approved, reason }: Of<"tool_approval">): Promise<void> {
  const { caller } = line;
  await findRun(caller, run_id);
  if (caller.key !== null) {
    const message = "A key may not allow or refuse tools. Only the person at this machine may, in Aloud itself.";
    throw new AppError("forbidden", { message });
  }
  await decideApproval(caller.viewer, run_id, tool_call_id, { approved, ...(!approved && { reason }) });
}
