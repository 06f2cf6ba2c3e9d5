/**
 * Owns: the loop of one run: a model call, the tools it asks for, the next model call, until there is an answer.
 * Does not own: a model call on its way to the log (`step-stream.ts`), the tools (`call-tools.ts`), what each call is shown
 * (`prompt-path.ts`), how the run ends (`verdict.ts`), provider words (`lib/models`).
 */
import type { Effort } from "#lib/core/effort.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Brief, CallSettings } from "#lib/reasoning/brief.ts";
import { ownSteps } from "#lib/reasoning/imported.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { declarationOf } from "#lib/tools/schema.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import type { Wait } from "./ask.ts";
import { callTools, openCalls } from "./call-tools.ts";
import { engine, type LiveRun } from "./engine.ts";
import { outcomeOf } from "./outcome.ts";
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
 * allow, or that whoever asked runs, come back as `Wait`.
 */
export async function answerRun(
  run: OwnRun,
  live: LiveRun,
  writer: Writer,
  model: ResolvedModel,
): Promise<Outcome | Wait | null> {
  const [path, tools] = await Promise.all([readPath(run), toolsFor(run, model)]);
  const theirs = model.info.callsTools === false ? [] : (run.brief?.tools ?? []);
  const declared = [...tools.map(declarationOf), ...theirs];
  const begun = run.begun?.view ?? null;
  const ids = makeRunIds(begun);
  const known = { tools, theirs: new Set(theirs.map(({ name }) => name)) };
  const stream = makeStepStream(
    live,
    writer,
    ids,
    known,
    (begun?.parts ?? []).filter(({ step }) => step > run.stepsBefore),
  );
  const mostSteps = run.mostSteps ?? usualMostSteps;
  let own: View | null = begun ?? emptyView(run.runId);
  let outcome = outcomeOf(ownSteps(own), null);
  let effort: Effort = run.effortAsked;
  let unfinished = run.continuesRunId === null ? null : await readUnfinished(run.continuesRunId);
  let isCut = false;
  let isSpokenTo = run.isSpokenTo;
  while (live.cut === null) {
    const calls = openCalls(own);
    if (calls.length > 0) {
      const wait = await callTools({ run, live, writer, tools, nextPartId: ids.nextPartId }, calls);
      if (wait !== null) return wait;
      own = await writer.allStored();
      if (own === null || live.cut !== null) break;
    }
    const step = own.steps.length + 1;
    const isLast = step - run.stepsBefore >= mostSteps || unfinished !== null || isCut;
    const offered = isLast ? [] : declared;
    const settings = settingsOf(run.brief, { isSpokenTo, hasTools: offered.length > 0 });
    isSpokenTo = false;
    const ended = await stream({
      model,
      prompt: await promptOf(path, own, model, unfinished, run.brief?.instructions),
      tools: offered,
      ...(settings && { settings }),
      outputLimit: run.outputLimit,
      effort,
      step,
      ...(!isCut && { cutThinking: live.answerNow.signal }),
    });
    outcome = outcomeOf([...ownSteps(own), ended], ended.error);
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

/**
 * Our tools that the model is told of: what the person has switched on, as far as this run and its model take tools, and but for those
 * whose names whoever asked has taken.
 */
async function toolsFor({ userId, tools: named, brief }: OwnRun, { info }: ResolvedModel): Promise<AnyTool[]> {
  if (info.callsTools === false || named?.length === 0) return [];
  const taken = new Set(brief?.tools?.map(({ name }) => name));
  const tools = await engine().tools.toolsOf({ userId });
  return tools.filter(({ name }) => !taken.has(name) && (named === null || named.includes(name)));
}

/** Which tool to call is said once: said again after the call, the model would call it for ever. */
function settingsOf(
  brief: Brief | null,
  { isSpokenTo, hasTools }: { isSpokenTo: boolean; hasTools: boolean },
): CallSettings | null {
  if (brief?.settings === undefined) return null;
  const { toolChoice, parallelToolCalls, ...settings } = brief.settings;
  return {
    ...settings,
    ...(hasTools && isSpokenTo && toolChoice !== undefined && { toolChoice }),
    ...(hasTools && parallelToolCalls !== undefined && { parallelToolCalls }),
  };
}

async function readUnfinished(runId: string): Promise<View | null> {
  const [view = null] = await readViews([runId]);
  return view;
}

function lastStepOf(view: View): View {
  const last = view.steps.at(-1)?.step;
  return { ...view, parts: view.parts.filter(({ step }) => step === last) };
}
