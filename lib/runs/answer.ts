/**
 * Owns: the loop of one run: a model call, the tools it asks for, the next model call, until there is an answer.
 * Does not own: a model call on its way to the log (`step-stream.ts`), the tools (`call-tools.ts`), what each call is shown
 * (`prompt-path.ts`), how the run ends (`verdict.ts`), provider words (`lib/models`).
 */
import type { Effort } from "#lib/core/effort.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { RunError } from "#lib/reasoning/event.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import { emptyView, type Step, type View } from "#lib/reasoning/view.ts";
import { declarationOf } from "#lib/tools/schema.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import type { Wait } from "./ask.ts";
import { callTools, openCalls } from "./call-tools.ts";
import { engine, type LiveRun } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";
import { promptOf, readPath } from "./prompt-path.ts";
import { quietEffort } from "./start-model.ts";
import { makeRunIds, makeStepStream } from "./step-stream.ts";
import { unfinishedThoughtOf } from "./unfinished-thought.ts";
import type { Outcome } from "./verdict.ts";
import { readViews } from "./views.ts";
import type { Writer } from "./writer.ts";

/** Model calls of a run. */
export const usualMostSteps = 20;

/**
 * Asks until there is an answer: again after tools, which the last call is not offered, and again where the reader cut the
 * thinking, which is then what the answer is made from. How the last call ended, with the usage of all; null when there was
 * none. Each call begins only when all that was before it is stored, and is shown what is stored. Calls that a person has to
 * allow come back as `Wait`.
 */
export async function answerRun(
  run: OwnRun,
  live: LiveRun,
  writer: Writer,
  model: ResolvedModel,
): Promise<Outcome | Wait | null> {
  const [path, tools] = await Promise.all([readPath(run), toolsFor(run, model)]);
  const begun = run.begun?.view ?? null;
  const ids = makeRunIds(begun);
  const stream = makeStepStream(live, writer, ids, { tools, begun });
  const mostSteps = run.mostSteps ?? usualMostSteps;
  let own: View | null = begun ?? emptyView(run.runId);
  let outcome = outcomeOf(own.steps, null);
  let effort: Effort = run.effortAsked;
  let unfinished = run.continuesRunId === null ? null : await readUnfinished(run.continuesRunId);
  let isCut = false;
  while (live.cut === null) {
    const calls = openCalls(own);
    if (calls.length > 0) {
      const wait = await callTools({ run, live, writer, tools, nextPartId: ids.nextPartId }, calls);
      if (wait !== null) return wait;
      own = await writer.allStored();
      if (own === null || live.cut !== null) break;
    }
    const step = own.steps.length + 1;
    const isLast = step >= mostSteps || unfinished !== null || isCut;
    const ended = await stream({
      model,
      prompt: await promptOf(path, own, model, unfinished),
      tools: isLast ? [] : tools.map(declarationOf),
      outputLimit: run.outputLimit,
      effort,
      step,
      ...(!isCut && { cutThinking: live.answerNow.signal }),
    });
    outcome = outcomeOf([...own.steps, ended], ended.error);
    const isOver = !ended.isCut && (ended.finish !== "tool-calls" || ended.error !== null);
    if (isOver) break;
    own = await writer.allStored();
    if (own === null) break;
    if (!ended.isCut) continue;
    isCut = true;
    effort = quietEffort(model.info);
    const thought = lastStepOf(own);
    // Cut before it thought anything itself, it still has the thought it was to answer from.
    if (unfinishedThoughtOf(thought) !== null) unfinished = thought;
  }
  return outcome;
}

/** How the last of these model calls ended, with the usage of all; null when there was none. */
function outcomeOf(calls: readonly Pick<Step, "finish" | "usage">[], error: RunError | null): Outcome | null {
  const last = calls.at(-1);
  if (last === undefined) return null;
  const usages = calls.map(({ usage }) => usage);
  const inputs = usages.flatMap(({ input }) => (input === null ? [] : [input]));
  const largestInput = inputs.length < usages.length ? null : Math.max(...inputs);
  return { finish: last.finish ?? "aborted", error, usage: sumUsage(usages), largestInput };
}

/** What the model is told of: what the person has switched on, as far as this run and its model take tools. */
async function toolsFor({ userId, tools: named }: OwnRun, { info }: ResolvedModel): Promise<AnyTool[]> {
  if (info.callsTools === false || named?.length === 0) return [];
  const tools = await engine().tools.toolsOf({ userId });
  return named === null ? tools : tools.filter(({ name }) => named.includes(name));
}

async function readUnfinished(runId: string): Promise<View | null> {
  const [view = null] = await readViews([runId]);
  return view;
}

function lastStepOf(view: View): View {
  const last = view.steps.at(-1)?.step;
  return { ...view, parts: view.parts.filter(({ step }) => step === last) };
}
