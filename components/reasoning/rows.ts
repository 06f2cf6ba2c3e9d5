/** Owns: what stands under what in the panel: the parts of a run as numbered steps and the plain rows between them. Pure. */
import { headlineOf } from "#lib/reasoning/headline.ts";
import type { Part, ReasoningPart, SourcePart, StatusPart, Step, TextPart, ToolPart, View } from "#lib/reasoning/view.ts";
import { factsOf, hiddenTokens, isSameFacts, type ThoughtFacts } from "./honesty.ts";

export type Row =
  | { kind: "thought"; id: string; number: number; part: ReasoningPart; facts: ThoughtFacts }
  | { kind: "tool"; id: string; number: number; part: ToolPart }
  | { kind: "sources"; id: string; parts: SourcePart[] }
  | { kind: "writing"; id: string; part: TextPart }
  | { kind: "status"; id: string; part: StatusPart }
  /** A further model call of the same run begins. */
  | { kind: "call"; id: string; step: Step }
  /** The model call before it was billed for thinking of which nothing was sent. */
  | { kind: "hidden"; id: string; tokens: number };

export function toRows(view: View): Row[] {
  const rows: Row[] = [];
  const { steps } = view;
  const factsFor = factsOf(view);
  const thinking = new Set(view.parts.filter((part) => part.kind === "reasoning").map((part) => part.step));
  let number = 0;
  let call = 0;
  const closeCall = () => {
    const [ending, next] = [steps[call], steps[call + 1]];
    const tokens = ending ? hiddenTokens(ending, thinking.has(ending.step)) : null;
    if (ending && tokens !== null) rows.push({ kind: "hidden", id: `hidden-${ending.step}`, tokens });
    if (next) rows.push({ kind: "call", id: `call-${next.step}`, step: next });
    call += 1;
  };
  for (const part of view.parts) {
    while ((steps[call + 1]?.step ?? Number.POSITIVE_INFINITY) <= part.step) closeCall();
    const numbered = part.kind === "reasoning" || part.kind === "tool";
    if (numbered) number += 1;
    addPart(rows, part, number, factsFor);
  }
  while (call < steps.length) closeCall();
  return rows;
}

function addPart(rows: Row[], part: Part, number: number, factsFor: (part: ReasoningPart) => ThoughtFacts): void {
  const { id } = part;
  switch (part.kind) {
    case "reasoning":
      rows.push({ kind: "thought", id, number, part, facts: factsFor(part) });
      return;
    case "tool":
      rows.push({ kind: "tool", id, number, part });
      return;
    case "text":
      rows.push({ kind: "writing", id, part });
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

/** Whether two rows show the same; parts keep their identity until they change. */
export function isSameRow(a: Row, b: Row): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.id !== b.id) return false;
  if (a.kind === "call" && b.kind === "call") return a.step === b.step;
  if (a.kind === "hidden" && b.kind === "hidden") return a.tokens === b.tokens;
  if (a.kind === "thought" && b.kind === "thought" && !isSameFacts(a.facts, b.facts)) return false;
  if (a.kind === "sources" && b.kind === "sources")
    return a.parts.length === b.parts.length && a.parts.every((part, index) => part === b.parts[index]);
  return "part" in a && "part" in b && a.part === b.part && numberOf(a) === numberOf(b);
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
