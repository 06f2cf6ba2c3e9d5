/** For tests: asks the built-in model over its wire, and gives it what tools say, until it answers. */
import type { Effort } from "#lib/core/effort.ts";
import { builtinModels, makeBuiltinFetch } from "#lib/models/builtin/endpoint.ts";
import type { ToolDeclaration } from "#lib/models/model-part.ts";
import { openAiModel } from "#lib/models/providers/openai.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import type { PromptTurn } from "#lib/reasoning/prompt.ts";
import { calculator } from "#lib/tools/calculator.ts";
import { runTool } from "#lib/tools/run-tool.ts";
import { declarationOf, toolNamed } from "#lib/tools/schema.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { answeredTurn, type JoinedPart, partsOf, runStep, type StepRecord } from "./step.ts";

/** 20 November 2026, 16:30 UTC. */
export const afternoon = Date.UTC(2026, 10, 20, 16, 30);

export interface AskedCall {
  callId: string;
  name: string;
  args: unknown;
}

/** What becomes of a call: a result, or the words of a failure. */
export type Answered = { result: unknown } | { error: string } | { refused: string | null };

export interface TurnRecord {
  steps: StepRecord[];
  calls: AskedCall[];
  /** By step. */
  thoughts: string[][];
  answer: string;
  /** The bodies of the requests. */
  bodies: Record<string, unknown>[];
  /** The turn as later ones have it before them. */
  told: PromptTurn;
}

/** Without pauses, at `afternoon`. */
export function quickBuiltin(now = afternoon): { model: ResolvedModel; bodies: Record<string, unknown>[] } {
  const [info] = builtinModels;
  if (!info) throw new Error("There is no built-in model");
  const bodies: Record<string, unknown>[] = [];
  const reach = makeBuiltinFetch({ wordsPerSecond: 1_000_000, clock: { now: () => now } });
  const model = openAiModel({
    info,
    modelId: "reasoner",
    baseUrl: "http://builtin.invalid/v1",
    apiKey: "builtin",
    reach: (input, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return reach(input, init);
    },
    form: "full",
    mayWriteTags: false,
  });
  return { model, bodies };
}

/** `respond` is asked for each call, those of one step in their order. The last of `mostSteps` offers no tools. */
export async function askWithTools(
  question: string,
  tools: readonly ToolDeclaration[],
  respond: (call: AskedCall, index: number) => Answered | Promise<Answered>,
  { effort = "medium", mostSteps = 8, now = afternoon }: { effort?: Effort; mostSteps?: number; now?: number } = {},
): Promise<TurnRecord> {
  const { model, bodies } = quickBuiltin(now);
  const steps: StepRecord[] = [];
  const calls: AskedCall[] = [];
  const story: Draft[] = [];
  let parts = 0;
  for (let step = 1; step <= mostSteps; step += 1) {
    const path = [step === 1 ? { text: question, view: null } : answeredTurn(question, story)];
    const offered = step === mostSteps ? [] : tools;
    const record = await runStep(model, { path, tools: offered, effort, step, nextPartId: () => `p${++parts}` });
    steps.push(record);
    if (record.outcome.error) throw new Error(`Step ${step} failed: ${record.outcome.error.message}`);
    story.push(...record.drafts);
    if (record.outcome.finish !== "tool-calls") break;
    for (const { callId, name, args } of record.outcome.toolCalls) {
      const call = { callId, name, args };
      story.push(...outcomeDrafts(callId, await respond(call, calls.length)));
      calls.push(call);
    }
  }
  const spoken = steps.map(({ drafts }) => partsOf(drafts));
  const textsOf = (list: JoinedPart[], isText: boolean) => list.filter(({ kind }) => (kind === "text") === isText);
  return {
    steps,
    calls,
    thoughts: spoken.map((list) => textsOf(list, false).map(({ text }) => text)),
    answer: textsOf(spoken.at(-1) ?? [], true)
      .map(({ text }) => text)
      .join(""),
    bodies,
    told: answeredTurn(question, story),
  };
}

function outcomeDrafts(callId: string, answered: Answered): Draft[] {
  if ("result" in answered) return [{ type: "tool-result", callId, result: answered.result }];
  if ("error" in answered) return [{ type: "tool-error", callId, message: answered.error }];
  return [
    { type: "tool-approval-request", callId, message: "It is asked for." },
    { type: "tool-approval-response", callId, approved: false, reason: answered.refused },
  ];
}

export const calculatorOnly: ToolDeclaration[] = [declarationOf(calculator)];

/** Runs the call with the tool itself. */
export function runWith(tools: readonly AnyTool[], { now = afternoon, timeZone = "UTC" } = {}) {
  return async ({ name, args }: AskedCall): Promise<Answered> => {
    const tool = toolNamed(tools, name);
    if (!tool) throw new Error(`There is no tool ${name}`);
    const outcome = await runTool(tool, args, {
      viewer: { userId: "usr_1" },
      conversationId: "cnv_1",
      runId: "run_1",
      signal: new AbortController().signal,
      clock: { now: () => now },
      timeZone,
      write: () => {},
      progress: () => {},
      source: () => {},
    });
    if (outcome.kind === "stopped") throw new Error(`${name} was stopped`);
    return outcome.kind === "done" ? { result: outcome.result } : { error: outcome.message };
  };
}
