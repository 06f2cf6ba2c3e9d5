/**
 * Owns: asking a person before tools run, handing tools to whoever asked, and the run that waits for either: all of it in one
 * transaction.
 */
import { database } from "#lib/db/client.ts";
import { toRow } from "#lib/db/events.ts";
import { toColumn } from "#lib/db/time.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { hashOfAsk, hashOfCall } from "./call-rows.ts";
import type { OwnRun } from "./own-run.ts";
import type { Ending } from "./writer.ts";

/** How long a question stands, and how long results may take. */
export const patienceMs = 24 * 60 * 60 * 1000;

/** Calls that may not run before a person says so, or that whoever asked runs. */
export type Wait = { for: "person"; asks: Question[] } | { for: "client"; calls: ToolPart[] };

export interface Question {
  call: ToolPart;
  tool: AnyTool;
}

export interface Asked {
  drafts: Draft[];
  until: number;
  rows: {
    runId: string;
    callId: string;
    userId: string;
    name: string;
    argsHash: string;
    effect: string;
    state: "requested" | "handed";
    askedAt: bigint;
    expiresAt: bigint;
  }[];
}

export function askAll({ runId, userId }: OwnRun, asks: readonly Question[], now: number): Asked {
  const until = now + patienceMs;
  const requests = asks.map(({ call, tool }): Draft => {
    const what = `${tool.title}: ${call.purpose ?? tool.purpose}`;
    const message = tool.server === null ? what : `${tool.server.name} · ${what}`;
    return { type: "tool-approval-request", callId: call.callId, message, expiresAt: until };
  });
  return {
    drafts: [...requests, { type: "run-wait", until }],
    until,
    rows: asks.map(({ call, tool }) => ({
      runId,
      callId: call.callId,
      userId,
      name: tool.name,
      argsHash: hashOfAsk(call, tool),
      effect: tool.effect,
      state: "requested",
      askedAt: toColumn(now),
      expiresAt: toColumn(until),
    })),
  };
}

export function handAll({ runId, userId }: OwnRun, calls: readonly ToolPart[], now: number): Asked {
  const until = now + patienceMs;
  const handed = calls.map(({ callId }): Draft => ({ type: "tool-handed", callId }));
  return {
    drafts: [...handed, { type: "run-wait", until, for: "client" }],
    until,
    rows: calls.map((call) => ({
      runId,
      callId: call.callId,
      userId,
      name: call.name,
      argsHash: hashOfCall(call),
      // Nobody here knows what it changes.
      effect: "with-effect",
      state: "handed",
      askedAt: toColumn(now),
      expiresAt: toColumn(until),
    })),
  };
}

/** From then on nobody executes the run. False: another owner has it, nothing was written. */
export async function storeWait({ runId, epoch, events }: Ending, { rows, until }: Asked): Promise<boolean> {
  const first = events[0]?.seq ?? 0;
  const where = { id: runId, epoch, status: "running", lastSeq: first - 1 };
  const data = { status: "waiting", lastSeq: first - 1 + events.length, waitsUntil: toColumn(until) };
  return database().client.$transaction(async (transaction) => {
    const { count } = await transaction.run.updateMany({ where, data });
    if (count === 0) return false;
    const stored = events.map((event) => ({ runId, ...toRow(event), at: toColumn(event.at) }));
    await transaction.runEvent.createMany({ data: stored });
    await transaction.toolCall.createMany({ data: rows });
    return true;
  });
}
