/** Owns: what belongs together over several sockets: the lines of a session, the run that goes on in it, and how runs were wished to be told. */
import type { Caller } from "#lib/core/caller.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import { remember } from "#lib/core/remember.ts";
import { database } from "#lib/db/client.ts";
import { inTurn } from "#lib/gateway/in-turn.ts";
import { askedBy } from "#lib/gateway/known-turns.ts";
import { findThread } from "#lib/gateway/threads.ts";
import { unfinishedStatuses } from "#lib/reasoning/event.ts";
import type { Choice } from "#lib/wire/react/select.ts";
import type { Line } from "./line.ts";

/** Each key has its own sessions, and so has the person. */
export function sessionKeyOf({ caller, sessionId }: Pick<Line, "caller" | "sessionId">): string {
  return JSON.stringify([caller.viewer.userId, caller.key?.id ?? null, sessionId]);
}

const sessions = () => remember("socket.sessions", () => new Map<string, Set<Line>>());

export function linesOf(line: Line): Line[] {
  return [...(sessions().get(sessionKeyOf(line)) ?? [])];
}

export function allLines(): Line[] {
  return [...sessions().values()].flatMap((lines) => [...lines]);
}

/** What begins runs and what tells of them take turns, so that a line either sees a run begin or hears that one goes on. */
export function inSession<T>(line: Line, work: () => Promise<T>): Promise<T> {
  return inTurn(`socket ${sessionKeyOf(line)}`, work);
}

/** Until it is closed. */
export function join(line: Line): void {
  if (line.closed.aborted) return;
  const key = sessionKeyOf(line);
  const lines = sessions().get(key) ?? new Set();
  sessions().set(key, lines.add(line));
  line.closed.addEventListener("abort", () => {
    lines.delete(line);
    if (lines.size === 0 && sessions().get(key) === lines) sessions().delete(key);
  });
}

export interface ActiveRun {
  runId: string;
  lastSeq: number;
}

/** The newest run of the session that has not ended; null: nothing goes on. */
export async function activeRunOf(caller: Caller, sessionId: string): Promise<ActiveRun | null> {
  const conversationId = await findThread(caller, { surface: "websocket", threadId: sessionId });
  if (conversationId === null) return null;
  const run = await database().client.run.findFirst({
    where: { conversationId, ...askedBy(caller), status: { in: unfinishedStatuses } },
    orderBy: { createdAt: "desc" },
    select: { id: true, lastSeq: true },
  });
  return run && { runId: run.id, lastSeq: run.lastSeq };
}

/** How a chat wished its run to be told, so that whoever comes back to it is told it the same way. */
export interface Wish {
  agent: string;
  choice: Choice;
  exposure: Exposure | undefined;
}

const wishes = () => remember("socket.wishes", () => new Map<string, Wish>());
const mostWishes = 2_000;

/** The oldest are forgotten, and all with the process. */
export function keepWish(runId: string, wish: Wish): void {
  const [oldest] = wishes().keys();
  if (oldest !== undefined && wishes().size >= mostWishes) wishes().delete(oldest);
  wishes().set(runId, wish);
}

export function wishFor(runId: string): Wish | undefined {
  return wishes().get(runId);
}
