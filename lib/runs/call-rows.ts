/** Owns: the rows of tool calls: which of them run, have run, or may not. A call that is `running` in here is never run again. */
import { createHash } from "node:crypto";
import { storable } from "#lib/core/storable.ts";
import { database } from "#lib/db/client.ts";
import { isUniqueViolation } from "#lib/db/prisma-errors.ts";
import { toColumn } from "#lib/db/time.ts";
import type { ToolPart, View } from "#lib/reasoning/view.ts";
import { hashOf } from "#lib/toolbox/grants.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { engine } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";

/** What a decision is about: this name with these arguments. */
export function hashOfCall({ name, args }: Pick<ToolPart, "name" | "args">): string {
  return createHash("sha256")
    .update(JSON.stringify([name, args ?? null]))
    .digest("hex");
}

/** A decision is also about the tool as it was then. */
export function hashOfAsk(call: Pick<ToolPart, "name" | "args">, tool: AnyTool): string {
  return `${hashOfCall(call)}:${hashOf(tool)}`;
}

type Owner = Pick<OwnRun, "runId" | "userId">;

/** A call that nobody has to allow begins to run. False: it has run before. */
export async function beginCall({ runId, userId }: Owner, call: ToolPart, tool: AnyTool): Promise<boolean> {
  const { callId, name } = call;
  const begun = { userId, name, argsHash: hashOfAsk(call, tool), effect: tool.effect, state: "running" };
  const askedAt = toColumn(engine().clock.now());
  try {
    await database().client.toolCall.create({ data: { runId, callId, ...begun, askedAt } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** A call that was allowed begins to run: once, as it was then and with the tool as it was then. */
export async function beginAllowed({ runId, userId }: Owner, call: ToolPart, tool: AnyTool): Promise<boolean> {
  const where = { runId, callId: call.callId, userId, argsHash: hashOfAsk(call, tool), state: "allowed" };
  const { count } = await database().client.toolCall.updateMany({ where, data: { state: "running" } });
  return count === 1;
}

/** It has run. `full`: the whole output, where the model is given a part of it. */
export async function finishCall(
  { runId }: Owner,
  { callId }: ToolPart,
  state: "done" | "failed",
  full: { content: string; bytes: number } | null,
): Promise<void> {
  const { client } = database();
  const finished = client.toolCall.updateMany({ where: { runId, callId, state: "running" }, data: { state } });
  if (full === null) {
    await finished;
    return;
  }
  const output = { content: storable(full.content), bytes: full.bytes };
  const key = { runId, callId };
  const stored = client.toolOutput.upsert({ where: { runId_callId: key }, create: { ...key, ...output }, update: output });
  await client.$transaction([finished, stored]);
}

/** The run has ended: of what was running the outcome is unknown, and nothing more can be allowed. */
export async function closeCalls({ runId, parts }: View): Promise<void> {
  const isOpen = parts.some(
    (part) => part.kind === "tool" && ["unknown", "ready", "awaiting-approval", "handed-over"].includes(part.state),
  );
  if (!isOpen) return;
  const { client } = database();
  await client.toolCall.updateMany({ where: { runId, state: { in: ["running", "handed"] } }, data: { state: "unknown" } });
  await client.toolCall.updateMany({ where: { runId, state: { in: ["requested", "allowed"] } }, data: { state: "refused" } });
}
