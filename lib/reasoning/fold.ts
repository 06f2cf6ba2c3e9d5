/**
 * Owns: turning events into a View. Total and forgiving: whatever the order, whatever is missing, the result is a View.
 * Does not own: the shape (`view.ts`), times as intervals (`spans.ts`), what a model sees next (`prompt.ts`).
 */
import type { Brief } from "./brief.ts";
import type { RunEvent } from "./event.ts";
import { isEnded } from "./event.ts";
import { closePart, endRun, endStep, markFirstByte, noteSentBack, startStep } from "./fold-step.ts";
import { beginTool, type ToolEvent, toolAfter, wholeCall } from "./fold-tool.ts";
import { isImporting } from "./imported.ts";
import type { Part, ReasoningPart, TextPart, View } from "./view.ts";

/** The view one event later. An event at or below `view.seq` changes nothing and returns the same view. */
export function fold(view: View, event: RunEvent): View {
  return foldAll(view, [event]);
}

/**
 * The view all events later, in time linear in the events and their text. The input is never changed; parts and steps
 * that no event touched keep their identity, touched ones get a new one. What follows a `run-end` is ignored.
 */
export function foldAll(view: View, events: readonly RunEvent[]): View {
  let work: Work | null = null;
  for (const event of events) {
    if (event.seq <= (work?.view ?? view).seq) continue;
    work ??= begin(view, events.length);
    work.view.seq = event.seq;
    if (!isEnded(work.view.status)) apply(work, event);
  }
  return work?.view ?? view;
}

/** A private copy under construction. The index is there only when the batch is worth building one. */
interface Work {
  view: View;
  index: Map<string, number> | null;
}

const batchWorthAnIndex = 32;

function begin(view: View, eventCount: number): Work {
  const copy = { ...view, steps: [...view.steps], parts: [...view.parts] };
  const work: Work = { view: copy, index: eventCount > batchWorthAnIndex ? new Map() : null };
  if (work.index) for (let at = 0; at < copy.parts.length; at++) enter(work.index, copy.parts[at], at);
  return work;
}

function enter(index: Map<string, number>, part: Part | undefined, at: number): void {
  if (!part) return;
  index.set(`${part.kind} ${part.id}`, at);
  if (part.kind === "tool") index.set(`call ${part.callId}`, at);
}

function append(work: Work, part: Part): number {
  const at = work.view.parts.push(part) - 1;
  if (work.index) enter(work.index, part, at);
  return at;
}

function find(work: Work, kind: Part["kind"], id: string): number {
  if (work.index) return work.index.get(`${kind} ${id}`) ?? -1;
  return work.view.parts.findLastIndex((part) => part.id === id && part.kind === kind);
}

function apply(work: Work, event: RunEvent): void {
  const { view } = work;
  if (view.status === "queued") view.status = "running";
  switch (event.type) {
    case "run-start":
      // Of a run that was brought along nothing happened when it came; what goes on from there begins later.
      if (!event.isImported) view.startedAt ??= event.at;
      view.turnId ??= event.turnId;
      if (event.modelId !== "") {
        view.modelId ??= event.modelId;
        view.modelName ??= event.modelName;
        view.effortAsked ??= event.effortAsked;
      }
      view.continuesRunId ??= event.continuesRunId ?? null;
      view.outputLimit ??= event.outputLimit ?? null;
      view.origin ??= event.origin ?? null;
      noteBrief(view, event.brief);
      return;
    case "sent-back":
      noteSentBack(view, event);
      return;
    case "step-start":
      startStep(view, event);
      return;
    case "step-end":
      endStep(view, event);
      return;
    case "reasoning-start":
    case "reasoning-delta":
    case "text-start":
    case "text-delta":
      write(work, event);
      return;
    case "reasoning-end":
      closePart(view, find(work, "reasoning", event.partId), event.at, event.isCut);
      return;
    case "text-end":
      closePart(view, find(work, "text", event.partId), event.at);
      return;
    case "tool-input-start":
    case "tool-input-delta":
    case "tool-call":
      writeCall(work, event);
      return;
    case "tool-approval-request":
    case "tool-approval-response":
    case "tool-handed":
    case "tool-start":
    case "tool-output":
    case "tool-progress":
    case "tool-result":
    case "tool-error":
      changeTool(work, event);
      return;
    case "source":
      if (find(work, "source", event.partId) !== -1) return;
      append(work, {
        kind: "source",
        ...partBase(view, event.partId, event.at),
        endedAt: event.at,
        callId: event.callId ?? null,
        url: event.url,
        title: event.title,
      });
      return;
    case "status": {
      if (event.code === "first-byte") {
        markFirstByte(view, event.at);
        return;
      }
      const { level, code, message, details } = event;
      append(work, {
        kind: "status",
        ...partBase(view, `status-${event.seq}`, event.at),
        endedAt: event.at,
        status: details ? { level, code, message, details } : { level, code, message },
      });
      return;
    }
    case "run-wait":
      view.status = "waiting";
      view.waitsUntil = event.until;
      view.waitsFor = event.for ?? "person";
      return;
    case "run-resume":
      if (isImporting(view)) view.startedAt = event.at;
      view.status = "running";
      view.waitsUntil = null;
      view.waitsFor = null;
      noteBrief(view, event.brief);
      return;
    case "run-end":
      endRun(view, event);
      return;
    default:
      event satisfies never;
  }
}

function noteBrief(view: View, brief: Brief | undefined): void {
  if (brief === undefined) return;
  view.brief = { instructionsLength: brief.instructions?.length ?? 0, toolNames: (brief.tools ?? []).map(({ name }) => name) };
}

function partBase(view: View, id: string, at: number): Pick<Part, "id" | "step" | "startedAt" | "endedAt"> {
  return { id, step: view.steps.at(-1)?.step ?? 1, startedAt: at, endedAt: null };
}

type WritingEvent = Extract<RunEvent, { type: "reasoning-start" | "reasoning-delta" | "text-start" | "text-delta" }>;

/** A start opens a part once; a delta opens it too when its start is missing, and adds to a closed part without reopening it. */
function write(work: Work, event: WritingEvent): void {
  const { view } = work;
  const kind = event.type === "reasoning-start" || event.type === "reasoning-delta" ? "reasoning" : "text";
  let at = find(work, kind, event.partId);
  if (at === -1) {
    const base = partBase(view, event.partId, event.at);
    if (kind === "text") {
      at = append(work, { kind, ...base, text: "" });
    } else {
      at = append(work, { kind, ...base, form: event.type === "reasoning-start" ? event.form : "full", text: "", isCut: false });
      if (!isImporting(view)) view.firstThoughtAt ??= event.at;
    }
  }
  if (event.type === "reasoning-start" || event.type === "text-start" || event.delta === "") return;
  const part = view.parts[at] as ReasoningPart | TextPart;
  view.parts[at] = { ...part, text: part.text + event.delta };
  // A text may have nothing but a seal.
  if (kind === "text" && !isImporting(view)) view.firstTextAt ??= event.at;
}

type CallEvent = Extract<RunEvent, { type: "tool-input-start" | "tool-input-delta" | "tool-call" }>;

/** A piece of arguments without its call is nothing; a call that is whole or has ended stays as it is. */
function writeCall(work: Work, event: CallEvent): void {
  const { view } = work;
  let at = find(work, "tool", event.partId);
  if (at === -1) {
    if (event.type === "tool-input-delta") return;
    at = append(work, beginTool(partBase(view, event.partId, event.at), event));
  }
  const part = view.parts[at];
  if (part?.kind !== "tool" || part.state !== "writing" || part.endedAt !== null) return;
  if (event.type === "tool-call") view.parts[at] = wholeCall(part, event, event.at);
  else if (event.type === "tool-input-delta" && event.delta !== "") view.parts[at] = { ...part, input: part.input + event.delta };
}

/** Call ids come from providers and may repeat in a later step: the newest call of that id is meant. An ended call stays as it is. */
function changeTool(work: Work, event: ToolEvent): void {
  const { view, index } = work;
  const at = index
    ? (index.get(`call ${event.callId}`) ?? -1)
    : view.parts.findLastIndex((part) => part.kind === "tool" && part.callId === event.callId);
  const part = view.parts[at];
  if (part?.kind === "tool" && part.endedAt === null) view.parts[at] = toolAfter(part, event);
}
