/** Owns: the footer's numbers as words. Unknown is a dash, none is "none"; a zero is only said where it was counted. Pure. */
import { isImporting, ownParts, ownSteps } from "#lib/reasoning/imported.ts";
import { type Ledger, type SpanKind, toLedger } from "#lib/reasoning/spans.ts";
import type { Part, View } from "#lib/reasoning/view.ts";
import { atOnceOf, atOnceWords } from "./at-once.ts";
import { formatDuration } from "./duration.ts";
import { formatCount, formatMoney, priceWords } from "./figures.ts";
import { finishOf, isThought } from "./state.ts";
import { visibleOf } from "./visible.ts";

export interface LedgerItem {
  kind: SpanKind;
  label: string;
  ms: number;
  /** Whether there was any, if only within one millisecond. */
  isSeen: boolean;
  /** Of thinking that all arrived at once: how long it was waited for. Its own time would say nothing. */
  waitedMs: number | null;
  /** There was some, and none of it was seen. */
  isHidden: boolean;
}

/** None is only known once the run has ended; before that it is not yet. */
export function wordsOf(item: LedgerItem, isLive: boolean): string {
  if (item.waitedMs !== null) return "at once";
  return item.isSeen ? formatDuration(item.ms) : isLive || item.isHidden ? "–" : "none";
}

/** What lies behind the word. */
export function meaningOf({ ms, waitedMs, isHidden }: LedgerItem): string {
  if (isHidden) return "The provider billed thinking of which it sent nothing; its time is part of the waiting";
  return waitedMs === null ? `${formatCount(ms)} ms` : atOnceWords(waitedMs);
}

/** Waiting, thinking, tools and writing always; the others where there were any. Together they are the total. */
export function itemsOf(ledger: Ledger, view: View): LedgerItem[] {
  // Of what was brought along no time is known.
  if (isImporting(view)) return [];
  const own = ownParts(view);
  const has = (kind: Part["kind"]) => own.some((part) => part.kind === kind);
  const atOnce = atOnceOf(view);
  const isSeen: Partial<Record<SpanKind, boolean>> = { thinking: has("reasoning"), tool: has("tool"), writing: has("text") };
  const items: Pick<LedgerItem, "kind" | "label" | "ms">[] = [
    { kind: "waiting", label: "Waiting", ms: ledger.waitingMs },
    { kind: "thinking", label: "Thinking", ms: ledger.thinkingMs },
    { kind: "tool", label: "Tools", ms: ledger.toolMs },
    { kind: "approval", label: "For you", ms: ledger.approvalMs },
    { kind: "retry", label: "Retries", ms: ledger.retryMs },
    { kind: "writing", label: "Writing", ms: ledger.writingMs },
  ];
  return items
    .filter((item) => item.ms > 0 || !(item.kind === "approval" || item.kind === "retry"))
    .map((item) => ({
      ...item,
      isSeen: item.ms > 0 || isSeen[item.kind] === true,
      isHidden: item.kind === "thinking" && (view.usage.reasoning ?? 0) > 0 && !has("reasoning"),
      waitedMs: item.kind === "thinking" && atOnce?.isAll ? atOnce.waitedMs : null,
    }));
}

export interface FigureRow {
  label: string;
  figures: { label: string; value: string; note?: string; title?: string }[];
}

export function figuresOf(view: View): FigureRow[] {
  const { startedAt, usage } = view;
  const since = (at: number | null) => formatDuration(at === null || startedAt === null ? null : at - startedAt);
  const answer = usage.output !== null && usage.reasoning !== null ? Math.max(0, usage.output - usage.reasoning) : null;
  const isParted = answer !== null || usage.output === null;
  const visible = visibleOf(view);
  const calls = ownSteps(view).length;
  return [
    {
      label: "First",
      figures: [
        { label: "byte", value: since(view.firstByteAt) },
        { label: "thought", value: since(view.firstThoughtAt) },
        { label: "text", value: since(view.firstTextAt) },
      ],
    },
    {
      label: "Tokens",
      figures: [
        { label: "in", value: formatCount(usage.input) },
        { label: "cached", value: formatCount(usage.cached), title: "Tokens of the input that the provider had kept" },
        { label: "thinking", value: formatCount(usage.reasoning), title: "Tokens the provider counted as thinking" },
        isParted
          ? { label: "answer", value: formatCount(answer) }
          : {
              label: "out",
              value: formatCount(usage.output),
              title: "Thinking and answer together; the provider does not part them",
            },
        { label: "rate", value: speedOf(view), title: "Tokens per second while thinking and writing" },
        ...(view.outputLimit === null ? [] : [{ label: "limit", value: formatCount(view.outputLimit), title: limitMeaning }]),
      ],
    },
    { label: "Shown", figures: [{ label: "", value: visible.words, title: visible.title }] },
    { label: "Cost", figures: costFigures(view.cost) },
    {
      label: "End",
      figures: [
        { label: "", value: finishOf(view) ?? "–" },
        ...(calls > 1 ? [{ label: "model calls", value: formatCount(calls) }] : []),
      ],
    },
  ];
}

const limitMeaning = "The most tokens it was allowed, thinking included";

function costFigures(cost: View["cost"]): FigureRow["figures"] {
  if (cost === null) return [{ label: "", value: "–", title: "Known once it has ended, where price and tokens are known" }];
  return [
    { label: "", value: formatMoney(cost.amount) },
    { label: priceWords(cost), value: "" },
  ];
}

/** Only where the time of all its tokens was seen: not for sealed thoughts, nor for such as came in one piece. */
function speedOf(view: View): string {
  const { output } = view.usage;
  if (output === null || view.endedAt === null) return "–";
  if (atOnceOf(view) || view.parts.some((part) => isThought(part) && part.form !== "full")) return "–";
  const { thinkingMs, writingMs } = toLedger(view, view.endedAt);
  const seconds = (thinkingMs + writingMs) / 1000;
  if (seconds < 0.1 || output === 0) return "–";
  const speed = output / seconds;
  return `${speed < 10 ? speed.toFixed(1) : formatCount(Math.round(speed))}/s`;
}
