/** Owns: what came of a function that Workspace ran, told as the calls it stood for. Pure. */
import { readPartId } from "../ids.ts";
import { type DataSource, dataSourcesOf, widgetDataFunctions } from "./data-source.ts";
import { readExtraState } from "./extra-state.ts";
import type { SaidCall } from "./function-call.ts";
import type { QueryMessage } from "./query-request.ts";
import { sayToolData, type ToolData } from "./tool-data.ts";

export interface ReadResult {
  answers: { call: SaidCall & { callId: string }; told: ToolData }[];
  /** Whether the calls are ours: their ids lead back to a run. */
  isOurs: boolean;
  /** Run and step that made them; undefined when they are not ours. */
  step: string | undefined;
  kept: string | null;
  fetched: DataSource[];
}

/** `message`: of a tool. `begun`: the call right before it. `index`: of the message, for an id where there is none. */
export function readResult(message: QueryMessage, begun: SaidCall | null, index: number): ReadResult {
  const name = message.function ?? begun?.name ?? "unknown";
  const args = message.input_arguments ?? begun?.args ?? {};
  const entries = message.data ?? [];
  const state = readExtraState(message.extra_state);
  const fetched = fetchedOf(name, args, entries);
  const [first = `openbb_${index}`] = state?.calls ?? [];
  const whole = { call: { callId: first, name, args }, told: sayToolData(entries) };
  if (state === null) return { answers: [whole], isOurs: false, step: undefined, kept: null, fetched };
  const answers = state.calls.length === 1 ? [whole] : splitAnswers(name, args, entries, state);
  const step = `${readPartId("call", first)?.runId} ${state.step}`;
  return { answers, isOurs: true, step, kept: state.kept, fetched };
}

function splitAnswers(
  name: string,
  args: Record<string, unknown>,
  entries: readonly unknown[],
  { calls, sizes }: { calls: readonly string[]; sizes: readonly number[] },
): ReadResult["answers"] {
  const sources = Array.isArray(args.data_sources) ? args.data_sources : [];
  // One answer for all, an error most likely, is an answer to each.
  const isWhole = entries.length === sources.length;
  let to = 0;
  return calls.map((callId, order) => {
    const from = to;
    to += sizes[order] ?? 1;
    const told = sayToolData(isWhole ? entries.slice(from, to) : entries);
    return { call: { callId, name, args: { ...args, data_sources: sources.slice(from, to) } }, told };
  });
}

function fetchedOf(name: string, args: Record<string, unknown>, entries: readonly unknown[]): DataSource[] {
  if (!widgetDataFunctions.has(name)) return [];
  return dataSourcesOf(args).flatMap((source, order) => (source && hasItems(entries[order]) ? [source] : []));
}

function hasItems(entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && "items" in entry && Array.isArray(entry.items) && entry.items.length > 0;
}
