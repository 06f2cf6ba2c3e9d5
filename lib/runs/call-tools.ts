/**
 * Owns: the calls of one model call, from asked for to their outcomes: which may run, side by side, and what comes of each.
 * Does not own: one run of a tool (`lib/tools/run-tool.ts`), asking a person (`ask.ts`), what the model is shown (`prompt-path.ts`).
 */
import type { ToolPart, View } from "#lib/reasoning/view.ts";
import { checkInput } from "#lib/tools/check-input.ts";
import { runTool, type ToolOutcome } from "#lib/tools/run-tool.ts";
import { toolNamed } from "#lib/tools/schema.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import type { Question, Wait } from "./ask.ts";
import { beginAllowed, beginCall, finishCall } from "./call-rows.ts";
import { engine, type LiveRun } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";
import { contextFor } from "./tool-context.ts";
import type { Writer } from "./writer.ts";

/** Of one run. */
const mostAtOnce = 8;

export interface Calls {
  run: OwnRun;
  live: LiveRun;
  writer: Writer;
  tools: readonly AnyTool[];
  nextPartId: () => string;
}

/** Calls that have no outcome yet. */
export function openCalls({ parts }: View): ToolPart[] {
  return parts.filter((part): part is ToolPart => part.kind === "tool" && part.endedAt === null);
}

/**
 * Gives every call its outcome, except those that a person has to allow first, and those that whoever asked runs: these are returned
 * once all others are done, the latter once nobody has to be asked any more; null when there are none. When the run is being ended, it may leave calls without an outcome.
 */
export async function callTools(calls: Calls, open: readonly ToolPart[]): Promise<Wait | null> {
  const asks: Question[] = [];
  const theirs = open.filter(({ isClients }) => isClients);
  const ready: { call: ToolPart; tool: AnyTool }[] = [];
  for (const call of open) {
    if (call.isClients) continue;
    const tool = toolNamed(calls.tools, call.name);
    const problem = tool === null ? unknownTool(call, calls.tools) : await problemOf(tool, call);
    if (tool === null || problem !== null) {
      calls.writer.write({ type: "tool-error", callId: call.callId, message: problem ?? "" });
    } else if (await mustAsk(calls, call, tool)) asks.push({ call, tool });
    else ready.push({ call, tool });
  }
  await inParallel(ready, async ({ call, tool }) => {
    if (calls.live.cut === null) await callTool(calls, call, tool);
  });
  if (calls.live.cut !== null) return null;
  if (asks.length > 0) return { for: "person", asks };
  return theirs.length > 0 ? { for: "client", calls: theirs } : null;
}

function unknownTool({ name }: ToolPart, tools: readonly AnyTool[]): string {
  const names = tools.map((tool) => tool.name).join(", ");
  return `There is no tool called “${name.slice(0, 64)}” here. ${names === "" ? "There are none." : `There are: ${names}.`}`;
}

/** What does not fit is not worth asking a person about. */
async function problemOf(tool: AnyTool, { args }: ToolPart): Promise<string | null> {
  try {
    return (await checkInput(tool, args)).problem;
  } catch {
    // A schema that throws is a defect of the tool, which is met and told where it runs.
    return null;
  }
}

async function mustAsk({ run, writer }: Calls, call: ToolPart, tool: AnyTool): Promise<boolean> {
  if (tool.effect !== "with-effect" || call.approval?.approved === true) return false;
  if (!(await engine().tools.isGranted({ userId: run.userId }, tool, run.conversationId))) return true;
  writer.write({ type: "tool-approval-response", callId: call.callId, approved: true, reason: null, by: "rule" });
  return false;
}

/** The row says that it runs before it does, and what came of it before anybody hears of that. */
async function callTool(calls: Calls, call: ToolPart, tool: AnyTool): Promise<void> {
  const { run, live, writer } = calls;
  const { callId } = call;
  const begin = call.approval === null ? beginCall : beginAllowed;
  if (!(await begin(run, call, tool))) {
    const message = "This call or its tool is not what it was when it was allowed, or it has run before. It was not run.";
    writer.write({ type: "tool-error", callId, message });
    return;
  }
  writer.write({ type: "tool-start", callId, attempt: call.attempt + 1 });
  // Another owner may have the run.
  if ((await writer.allStored()) === null || live.cut !== null) return;
  const outcome = await runTool(tool, call.args, contextFor(calls, callId));
  await settle(calls, call, outcome);
}

async function settle({ run, writer }: Calls, call: ToolPart, outcome: ToolOutcome): Promise<void> {
  const { callId } = call;
  switch (outcome.kind) {
    case "stopped":
      return;
    case "failed":
      await finishCall(run, call, "failed", null);
      writer.write({ type: "tool-error", callId, message: outcome.message });
      return;
    case "done": {
      const { result, shown, full, bytes, isShortened } = outcome;
      await finishCall(run, call, "done", full === null ? null : { content: full, bytes });
      const about = { bytes, ...(shown && { shown }), ...(isShortened && { isShortened }) };
      writer.write({ type: "tool-result", callId, result, ...about });
      return;
    }
    default:
      outcome satisfies never;
  }
}

/** Rejects when one of them does, once all that had begun are over. */
async function inParallel<T>(items: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await each(item);
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(mostAtOnce, items.length) }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
}
