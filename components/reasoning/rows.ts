/** Owns: what stands under what in the panel: the parts of a run as numbered steps and the plain rows between them. Pure. */
import { headlineOf } from "#lib/reasoning/headline.ts";
import { isImported } from "#lib/reasoning/imported.ts";
import type { Part, ReasoningPart, SourcePart, StatusPart, Step, TextPart, ToolPart, View } from "#lib/reasoning/view.ts";
import { factsOf, hiddenTokens, isSameFacts, type ThoughtFacts } from "./honesty.ts";

export type Row =
  | { kind: "thought"; id: string; number: number; part: ReasoningPart; facts: ThoughtFacts }
  /** `isTimeless`: it was brought along, and nobody knows when it was. */
  | {
      kind: "tool";
      id: string;
      number: number;
      part: ToolPart;
      sources: readonly SourcePart[];
      again: number | null;
      isTimeless: boolean;
    }
  | { kind: "sources"; id: string; parts: SourcePart[] }
  | { kind: "writing"; id: string; part: TextPart; isTimeless: boolean }
  | { kind: "status"; id: string; part: StatusPart }
  /** What follows was brought along by whoever asked, up to the next call. */
  | { kind: "brought"; id: string }
  /** A further model call of the same run begins; `ordinal` counts those made here. */
  | { kind: "call"; id: string; step: Step; ordinal: number }
  /** The model call before it was billed for thinking of which nothing was sent. */
  | { kind: "hidden"; id: string; tokens: number };

export function toRows(view: View): Row[] {
  const rows: Row[] = [];
  const { steps } = view;
  const factsFor = factsOf(view);
  const thinking = new Set(view.parts.filter((part) => part.kind === "reasoning").map((part) => part.step));
  const sources = sourcesByCall(view.parts);
  const repeats = repeatsOf(view.parts);
  const beside = { factsFor, sources, repeats };
  let number = 0;
  let call = 0;
  const closeCall = () => {
    const [ending, next] = [steps[call], steps[call + 1]];
    const tokens = ending ? hiddenTokens(ending, thinking.has(ending.step)) : null;
    if (ending && tokens !== null) rows.push({ kind: "hidden", id: `hidden-${ending.step}`, tokens });
    const own = next ? next.step - view.importedSteps : 0;
    if (next && own > 0) rows.push({ kind: "call", id: `call-${next.step}`, step: next, ordinal: own });
    call += 1;
  };
  if (view.importedSteps > 0) rows.push({ kind: "brought", id: "brought" });
  for (const part of view.parts) {
    while ((steps[call + 1]?.step ?? Number.POSITIVE_INFINITY) <= part.step) closeCall();
    const numbered = part.kind === "reasoning" || part.kind === "tool";
    if (numbered) number += 1;
    if (part.kind === "source" && part.callId && sources.has(part.callId)) continue;
    addPart(rows, part, number, { ...beside, isTimeless: isImported(part, view) });
  }
  while (call < steps.length) closeCall();
  return rows;
}

interface Beside {
  factsFor: (part: ReasoningPart) => ThoughtFacts;
  sources: ReadonlyMap<string, readonly SourcePart[]>;
  repeats: ReadonlyMap<string, number>;
  isTimeless: boolean;
}

const noSources: readonly SourcePart[] = [];

function addPart(rows: Row[], part: Part, number: number, { factsFor, sources, repeats, isTimeless }: Beside): void {
  const { id } = part;
  switch (part.kind) {
    case "reasoning":
      rows.push({ kind: "thought", id, number, part, facts: factsFor(part) });
      return;
    case "tool":
      rows.push({
        kind: "tool",
        id,
        number,
        part,
        sources: sources.get(part.callId) ?? noSources,
        again: repeats.get(id) ?? null,
        isTimeless,
      });
      return;
    case "text":
      rows.push({ kind: "writing", id, part, isTimeless });
      return;
    case "status":
      rows.push({ kind: "status", id, part });
      return;
    case "source": {
      const last = rows.at(-1);
      if (last?.kind === "sources") last.parts.push(part);
      else rows.push({ kind: "sources", id, parts: [part] });
      return;
    }
    default:
      part satisfies never;
  }
}

/** What each call found, for calls that the run has. */
function sourcesByCall(parts: readonly Part[]): Map<string, SourcePart[]> {
  const calls = new Set(parts.flatMap((part) => (part.kind === "tool" ? [part.callId] : [])));
  const found = new Map<string, SourcePart[]>();
  for (const part of parts) {
    if (part.kind !== "source" || !part.callId || !calls.has(part.callId)) continue;
    const known = found.get(part.callId);
    if (known) known.push(part);
    else found.set(part.callId, [part]);
  }
  return found;
}

/** Failed calls whose tool a later model call asked for again: part id -> number of that step. */
function repeatsOf(parts: readonly Part[]): Map<string, number> {
  const repeats = new Map<string, number>();
  const failed = new Map<string, ToolPart[]>();
  let number = 0;
  for (const part of parts) {
    if (part.kind === "reasoning" || part.kind === "tool") number += 1;
    if (part.kind !== "tool") continue;
    const before = failed.get(part.name) ?? [];
    const repeated = before.filter((one) => one.step < part.step);
    for (const one of repeated) repeats.set(one.id, number);
    const rest = before.filter((one) => one.step >= part.step);
    failed.set(part.name, part.state === "failed" ? [...rest, part] : rest);
  }
  return repeats;
}

/** Whether two rows show the same; parts keep their identity until they change. */
export function isSameRow(a: Row, b: Row): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.id !== b.id) return false;
  if (a.kind === "call" && b.kind === "call") return a.step === b.step && a.ordinal === b.ordinal;
  if (a.kind === "brought") return true;
  if (a.kind === "hidden" && b.kind === "hidden") return a.tokens === b.tokens;
  if (a.kind === "thought" && b.kind === "thought" && !isSameFacts(a.facts, b.facts)) return false;
  if (a.kind === "sources" && b.kind === "sources") return isSameParts(a.parts, b.parts);
  if (a.kind === "tool" && b.kind === "tool" && !(a.again === b.again && isSameParts(a.sources, b.sources))) return false;
  return "part" in a && "part" in b && a.part === b.part && numberOf(a) === numberOf(b);
}

function isSameParts(a: readonly SourcePart[], b: readonly SourcePart[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

function numberOf(row: Row): number {
  return "number" in row ? row.number : 0;
}

/** What can be opened. */
export function isFoldable(row: Row): boolean {
  return row.kind === "thought" || row.kind === "tool";
}

export interface ThoughtText {
  title: string;
  /** Whether the model wrote the title as one; otherwise it is its first sentence and stands in the body too. */
  isOwnTitle: boolean;
  /** Without the line that is the title. */
  body: string;
}

export function textOf(part: ReasoningPart): ThoughtText {
  const { title, from, isSettled } = headlineOf(part.text);
  if (from !== "heading") return { title: isSettled || part.endedAt !== null ? title : "", isOwnTitle: false, body: part.text };
  const start = /\S/.exec(part.text)?.index ?? 0;
  const lineEnd = part.text.indexOf("\n", start);
  const body = lineEnd === -1 ? "" : part.text.slice(lineEnd + 1).replace(/^\s*\n/, "");
  return { title, isOwnTitle: true, body };
}
