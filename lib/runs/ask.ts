/** Owns: asking a person before tools run, and the run that waits for the answer: all of it in one transaction. */
import { database } from "#lib/db/client.ts";
import { toRow } from "#lib/db/events.ts";
import { toColumn } from "#lib/db/time.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { hashOfAsk } from "./call-rows.ts";
import type { OwnRun } from "./own-run.ts";
import type { Ending } from "./writer.ts";

/** How long a question stands. */
export const patienceMs = 24 * 60 * 60 * 1000;

/** Calls that may not run before a person says so. */
export interface Wait {
  asks: { call: ToolPart; tool: AnyTool }[];
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
    state: "requested";
    askedAt: bigint;
    expiresAt: bigint;
  }[];
}

export function askAll({ runId, userId }: OwnRun, asks: Wait["asks"], now: number): Asked {
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
