/**
 * Owns: what a person decides about a call that waits: once, by whom it concerns, for the call and the tool that were shown.
 * Does not own: the decision's place in the log (`store-decision.ts`), going on after it (`resume.ts`), what happens when
 * nobody decides (`look.ts`).
 */
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { storable } from "#lib/core/storable.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import type { ApprovalScope } from "#lib/reasoning/event.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import { toolNamed } from "#lib/tools/schema.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { hashOfAsk, hashOfCall } from "./call-rows.ts";
import { engine } from "./engine.ts";
import { resumeRun } from "./resume.ts";
import { type AskedCall, storeDecision } from "./store-decision.ts";
import { foldLog } from "./views.ts";

export interface ApprovalDecision {
  approved: boolean;
  /** Of a refusal, for the model; at most 2,000 characters. */
  reason?: string | undefined;
  /** How far an approval reaches; `once` when absent. */
  scope?: ApprovalScope | undefined;
}

const longestReason = 2_000;

/**
 * Allows or refuses a call that waits, durably when this resolves; when none is left to decide the run goes on. Throws
 * AppError: not-found; bad-request (`reason`, `scope`); conflict with a sentence when it was decided before, its time was
 * over, or the call or its tool is not what was asked about.
 */
export async function decideApproval(
  viewer: Viewer,
  runId: string,
  callId: string,
  { approved, reason, scope = "once" }: ApprovalDecision,
): Promise<void> {
  if (reason !== undefined && reason.length > longestReason) {
    throw new AppError("bad-request", { field: "reason", message: `reason is longer than ${longestReason} characters.` });
  }
  if (!approved && scope !== "once") {
    throw new AppError("bad-request", { field: "scope", message: "Only an approval has a scope." });
  }
  const { call, part, conversationId } = await findCall(viewer, runId, callId);
  const tool = approved ? await toolAsAsked(viewer, call, part, scope) : null;
  const said = storable(reason ?? "").trim() || null;
  await storeDecision(call, { approved, reason: approved ? null : said, ...(approved && { scope }), by: "person" });
  if (tool !== null && scope !== "once") {
    await engine().tools.grant(viewer, tool, scope, conversationId);
    await allowTheLike(call);
  }
  await resumeRun(runId);
}

interface FoundCall {
  call: AskedCall;
  part: ToolPart;
  conversationId: string;
}

/** The call as it was asked about, which must be the one in the log. */
async function findCall({ userId }: Viewer, runId: string, callId: string): Promise<FoundCall> {
  if (!isId("run", runId) || !/^[\x21-\x7e]{1,200}$/.test(callId)) throw new AppError("not-found");
  const row = await database().client.toolCall.findFirst({
    where: { runId, callId, userId, run: { userId, conversation: { deletedAt: null } } },
    select: { name: true, argsHash: true, run: { select: { conversationId: true } } },
  });
  if (row === null) throw new AppError("not-found");
  const { name, argsHash, run } = row;
  const part = (await foldLog(runId)).parts.findLast((each) => each.kind === "tool" && each.callId === callId);
  if (part?.kind !== "tool" || !argsHash.startsWith(`${hashOfCall(part)}:`)) {
    throw conflict("This is not the call that was asked about.", "Nothing was run. Stop the run and ask again.");
  }
  return { call: { runId, callId, userId, name, argsHash }, part, conversationId: run.conversationId };
}

/** The tool that an approval is about; null when it is not there at the moment, and then it can be allowed once only. */
async function toolAsAsked(viewer: Viewer, call: AskedCall, part: ToolPart, scope: ApprovalScope): Promise<AnyTool | null> {
  const tool = toolNamed(await engine().tools.toolsOf(viewer), call.name);
  if (tool === null) {
    if (scope === "once") return null;
    throw conflict("This tool is not there at the moment.", "Allow it once, refuse it, or try again later.");
  }
  if (hashOfAsk(part, tool) === call.argsHash) return tool;
  throw conflict(
    "This tool has changed since it was asked about.",
    "Refuse the call; the model can ask for the tool as it is now.",
  );
}

/** Other calls of the same tool that wait in the same run. */
async function allowTheLike({ runId, userId, name }: AskedCall): Promise<void> {
  const rows = await database().client.toolCall.findMany({ where: { runId, userId, name, state: "requested" } });
  for (const { callId, argsHash } of rows) {
    try {
      await storeDecision({ runId, callId, userId, name, argsHash }, { approved: true, reason: null, by: "rule" });
    } catch (error) {
      // Somebody decided it in the same moment.
      if (!AppError.is(error)) throw error;
    }
  }
}

function conflict(message: string, suggestion: string): AppError {
  return new AppError("conflict", { message, suggestion });
}
