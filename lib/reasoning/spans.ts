/**
 * Owns: a View as intervals of server time: rows for the waterfall, one unbroken strip for the bar, sums for the ledger.
 * Does not own: pixels (`waterfall.ts`). Times are milliseconds since the epoch; `now` is the server's now, for open runs.
 */
import { burstsOf } from "./burst.ts";
import { headlineOf } from "./headline.ts";
import { isImporting, ownParts, ownSteps } from "./imported.ts";
import type { Part, ToolPart, View } from "./view.ts";

export type SpanKind = "waiting" | "thinking" | "tool" | "approval" | "writing" | "retry";

export interface Span {
  id: string;
  kind: SpanKind;
  startedAt: number;
  /** While it is open: now. */
  endedAt: number;
  isOpen: boolean;
  /** Null for waiting. */
  partId: string | null;
  step: number | null;
  label: string;
}

/** Where a run's time went. The six parts add up to `totalMs` exactly. */
export interface Ledger {
  totalMs: number;
  waitingMs: number;
  thinkingMs: number;
  toolMs: number;
  approvalMs: number;
  writingMs: number;
  retryMs: number;
}

export interface TimeWindow {
  from: number;
  to: number;
}

/** A point worth a tick: when the provider first answered, first thought, first wrote. */
export interface Mark {
  kind: "first-byte" | "first-thought" | "first-text";
  at: number;
}

/** From the run's start to its end, or to now; null before anything has happened here. An open run never ends before its last known time. */
export function windowOf(view: View, now: number): TimeWindow | null {
  if (isImporting(view)) return null;
  const from = view.startedAt ?? view.steps[0]?.startedAt ?? view.parts[0]?.startedAt;
  if (from === undefined) return null;
  const known = view.endedAt ?? ownParts(view).reduce((latest, part) => Math.max(latest, lastTime(part)), now);
  return { from, to: Math.max(from, known) };
}

/** Every stretch as its own span, in order of start; parallel tools overlap. Gaps are filled with waiting, so together they cover the run. */
export function toSpans(view: View, now: number): Span[] {
  const window = windowOf(view, now);
  if (!window) return [];
  const spans = work(view, window);
  const waits = stripOf(view, spans, window).filter((span) => span.kind === "waiting");
  return [...spans, ...waits].sort((a, b) => a.startedAt - b.startedAt || a.endedAt - b.endedAt);
}

/**
 * The run as one strip without gap or overlap, each piece named after the span it shows. Where several go on at once
 * the model's own work counts before tools, tools before approvals, these before retries; of equals, the latest begun.
 */
export function toSegments(view: View, now: number): Span[] {
  const window = windowOf(view, now);
  return window ? stripOf(view, work(view, window), window) : [];
}

export function toLedger(view: View, now: number): Ledger {
  const ledger = { totalMs: 0, waitingMs: 0, thinkingMs: 0, toolMs: 0, approvalMs: 0, writingMs: 0, retryMs: 0 };
  for (const { kind, startedAt, endedAt } of toSegments(view, now)) {
    ledger[`${kind}Ms`] += endedAt - startedAt;
    ledger.totalMs += endedAt - startedAt;
  }
  return ledger;
}

/** The marks that have been reached, in order of time. */
export function toMarks(view: View): Mark[] {
  const marks: { kind: Mark["kind"]; at: number | null }[] = [
    { kind: "first-byte", at: view.firstByteAt },
    { kind: "first-thought", at: view.firstThoughtAt },
    { kind: "first-text", at: view.firstTextAt },
  ];
  return marks.filter((mark): mark is Mark => mark.at !== null).sort((a, b) => a.at - b.at);
}

function lastTime(part: Part): number {
  if (part.endedAt !== null) return part.endedAt;
  if (part.kind !== "tool") return part.startedAt;
  const { startedAt, calledAt, handedAt, ranAt, approval } = part;
  return Math.max(startedAt, calledAt ?? 0, handedAt ?? 0, ranAt ?? 0, approval?.askedAt ?? 0, approval?.answeredAt ?? 0);
}

/** All spans but waiting, inside the window, by start. */
function work(view: View, window: TimeWindow): Span[] {
  const activity = activityTimes(view);
  const spans = ownParts(view).flatMap((part) => spansOf(part, window.to, activity));
  for (const span of spans) {
    span.startedAt = Math.min(Math.max(span.startedAt, window.from), window.to);
    span.endedAt = Math.min(Math.max(span.endedAt, span.startedAt), window.to);
    span.isOpen &&= view.endedAt === null;
  }
  return spans.sort((a, b) => a.startedAt - b.startedAt || a.endedAt - b.endedAt);
}

function spansOf(part: Part, now: number, activity: readonly number[]): Span[] {
  const times = { startedAt: part.startedAt, ...until(part.endedAt, now) };
  const base = { id: part.id, ...times, partId: part.id, step: part.step };
  switch (part.kind) {
    case "reasoning":
      return [{ ...base, kind: "thinking", label: headlineOf(part.text).title || "Thinking" }];
    case "text":
      return [{ ...base, kind: "writing", label: "Writing" }];
    case "tool":
      return toolSpans(part, { ...base, kind: "tool", label: part.title ?? part.name }, now);
    case "source":
      return [];
    case "status":
      if (part.status.code !== "retrying") return [];
      return [{ ...base, ...until(nextAfter(activity, part.startedAt), now), kind: "retry", label: part.status.message }];
    default:
      return part satisfies never;
  }
}

function until(at: number | null, now: number): Pick<Span, "endedAt" | "isOpen"> {
  return { endedAt: at ?? now, isOpen: at === null };
}

/** The model writes a call, a person may be asked, the tool runs, here or with whoever asked: its stretches. What is between them is waiting. */
function toolSpans(part: ToolPart, whole: Span, now: number): Span[] {
  const { startedAt, calledAt, handedAt, ranAt, endedAt, approval } = part;
  const spans: Span[] = [];
  const isWriting = calledAt === null && endedAt === null;
  const wholeAt = calledAt ?? endedAt ?? now;
  if (isWriting || wholeAt > startedAt) {
    const label = `Writing a call of ${whole.label}`;
    spans.push({ ...whole, id: `${part.id}-call`, kind: "writing", label, endedAt: wholeAt, isOpen: isWriting });
  }
  if (approval && approval.by !== "rule") {
    const answered = until(approval.answeredAt ?? ranAt ?? endedAt, now);
    spans.push({ ...whole, ...answered, id: `${part.id}-approval`, kind: "approval", startedAt: approval.askedAt });
  }
  if (handedAt !== null) {
    const back = until(ranAt ?? endedAt, now);
    spans.push({ ...whole, ...back, id: `${part.id}-handed`, startedAt: handedAt, label: `${whole.label}, with the client` });
  }
  if (ranAt !== null) spans.push({ ...whole, startedAt: ranAt });
  return spans;
}

/** When something of a model call or a tool began, sorted: what ends a retry. */
function activityTimes(view: View): number[] {
  const parts = ownParts(view).filter((part) => part.kind !== "status" || part.status.code === "retrying");
  const runs = parts.flatMap((part) => (part.kind === "tool" && part.ranAt !== null ? [part.ranAt] : []));
  const steps = ownSteps(view).flatMap((step) => [step.startedAt, step.firstByteAt, step.endedAt].filter((at) => at !== null));
  return [...parts.map((part) => part.startedAt), ...runs, ...steps].sort((a, b) => a - b);
}

function nextAfter(sorted: readonly number[], at: number): number | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > at) high = middle;
    else low = middle + 1;
  }
  return sorted[low] ?? null;
}

const ranks: Record<SpanKind, number> = { thinking: 0, writing: 0, tool: 1, approval: 2, retry: 3, waiting: 4 };

/** A wait that ended in a thought which arrived at once was spent on thinking that nobody saw, and says so. */
function stripOf(view: View, spans: readonly Span[], window: TimeWindow): Span[] {
  const bursts = burstsOf(view);
  const arrivals = new Set<number>();
  for (const { kind, partId, startedAt } of spans) {
    if (kind === "thinking" && partId !== null && bursts.has(partId)) arrivals.add(startedAt);
  }
  return strip(spans, window, view.endedAt === null).map((piece) =>
    piece.kind === "waiting" && arrivals.has(piece.endedAt) ? { ...piece, label: "Thinking, arrived at once" } : piece,
  );
}

/** `spans` sorted by start. One stack per rank, the latest begun on top: each span is pushed once and dropped once. */
function strip(spans: readonly Span[], window: TimeWindow, isRunOpen: boolean): Span[] {
  const cuts = [window.from, window.to, ...spans.flatMap((span) => [span.startedAt, span.endedAt])].sort((a, b) => a - b);
  const stacks: Span[][] = [[], [], [], []];
  const pieces: Span[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const from = cuts[i] as number;
    const to = cuts[i + 1] as number;
    if (from === to) continue;
    for (let span = spans[next]; span && span.startedAt <= from; span = spans[++next]) stacks[ranks[span.kind]]?.push(span);
    const span = topAt(stacks, from);
    const last = pieces.at(-1);
    if (last && last.id === (span?.id ?? last.id) && last.kind === (span?.kind ?? "waiting")) last.endedAt = to;
    else pieces.push({ ...(span ?? waitingAt(from)), startedAt: from, endedAt: to, isOpen: false });
  }
  const last = pieces.at(-1);
  if (last) last.isOpen = isRunOpen;
  return pieces;
}

function topAt(stacks: Span[][], at: number): Span | undefined {
  for (const stack of stacks) {
    while (stack.length > 0 && (stack.at(-1) as Span).endedAt <= at) stack.pop();
    if (stack.length > 0) return stack.at(-1);
  }
  return undefined;
}

function waitingAt(at: number): Span {
  return {
    id: `waiting-${at}`,
    kind: "waiting",
    startedAt: at,
    endedAt: at,
    isOpen: false,
    partId: null,
    step: null,
    label: "Waiting",
  };
}
