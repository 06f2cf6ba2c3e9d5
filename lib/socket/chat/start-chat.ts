/** Owns: a chat that begins over a line: one at a time in a session, and the same message again is the same chat. */

import { countInMinute } from "#lib/auth/last-minute.ts";
import { askAgain } from "#lib/auth/verify-key.ts";
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { askedBefore, requestNameOf } from "#lib/gateway/asked-before.ts";
import { modelsFor } from "#lib/gateway/choose-model.ts";
import { startAsk } from "#lib/gateway/start-ask.ts";
import type { ClientMessage } from "#lib/wire/react/client-message.ts";
import { failed, lineLimits } from "#lib/wire/react/line-message.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import { follow } from "./follow.ts";
import type { Line } from "./line.ts";
import { activeRunOf, inSession, keepWish, linesOf, sessionKeyOf, type Wish } from "./session.ts";

type Chat = Extract<ClientMessage, { type: "chat" }>["payload"];

/** Throws what `startAsk` and `askAgain` throw. */
export async function startChat(line: Line, chat: Chat): Promise<void> {
  const { waitMs } = countInMinute(`chats ${sessionKeyOf(line)}`, lineLimits.chats_per_minute);
  if (waitMs > 0) throw new AppError("rate-limited", { retryAfterMs: waitMs });
  const caller = await askAgain(line.caller);
  line.caller = caller;
  const ask = await askOf(caller, line, chat);
  const wish: Wish = {
    agent: chat.agent_name ?? line.agentName,
    choice: { stream: chat.stream, hasReasoning: chat.enable_reasoning },
    exposure: chat.exposure,
  };
  await inSession(line, async () => {
    const started = await startOne(caller, line.sessionId, ask);
    if ("busy" in started) line.say(busy(started.busy, chat));
    else tellAll(line, started, wish);
  });
}

/** Others in the session see a new chat too; one that was sent again is told to who sent it, unless that line reads it anyway. */
function tellAll(line: Line, { runId, isNew }: Started, wish: Wish): void {
  keepWish(runId, wish);
  const lines = isNew ? [...new Set([line, ...linesOf(line)])] : [line];
  for (const each of lines) if (!each.follows.has(runId)) follow(each, runId, { lastSeq: 0, wish });
}

function busy(run_id: string, { client_msg_id }: Chat) {
  const message = "Something is being answered in this session already. Interrupt it, or wait for its end.";
  return failed("busy", message, { run_id, ...(client_msg_id !== undefined && { client_msg_id }) });
}

interface Started {
  runId: string;
  isNew: boolean;
}

async function startOne(caller: Caller, sessionId: string, ask: Ask): Promise<Started | { busy: string }> {
  const earlier = await askedBefore(caller, requestNameOf(caller, ask));
  if (earlier !== null) return { runId: earlier.runId, isNew: false };
  const active = await activeRunOf(caller, sessionId);
  if (active !== null) return { busy: active.runId };
  const { runId } = await startAsk(caller, ask);
  return { runId, isNew: true };
}

async function askOf(caller: Caller, { sessionId, agentName }: Line, chat: Chat): Promise<Ask> {
  return {
    surface: "websocket",
    messages: [{ role: "user", text: chat.message }],
    instructions: null,
    modelId: chat.model ?? (await modelNamed(caller, chat.agent_name ?? agentName)),
    effort: chat.effort ?? null,
    outputLimit: null,
    mostSteps: chat.max_iterations ?? null,
    timeZone: null,
    tools: [],
    settings: {},
    threadId: sessionId,
    idempotencyKey: chat.client_msg_id === undefined ? null : `${sessionId} ${chat.client_msg_id}`,
  };
}

/** Agents of version 1 have names of their own, which mean nothing here; one that is the id of a model means that. */
async function modelNamed(caller: Caller, agent: string): Promise<string | null> {
  if (!agent.includes("/")) return null;
  return (await modelsFor(caller)).some(({ id }) => id === agent) ? agent : null;
}
