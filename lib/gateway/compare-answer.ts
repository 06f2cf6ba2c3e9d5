/** Owns: whether what a client tells of an answer is what a run answered. Pure. */
import { resultText } from "#lib/reasoning/result-text.ts";
import type { ToolPart, View } from "#lib/reasoning/view.ts";
import type { ImportedStep } from "#lib/runs/start-extra.ts";
import { partIdOut, readPartId } from "#lib/wire/ids.ts";
import { answerOf, answerOfView, plainAnswer } from "./path-hash.ts";

/** What came of a call, by its id in the log. */
export interface CallResult {
  callId: string;
  text: string;
  isError: boolean;
}

export interface Likeness {
  /** It waits for the client, which went on without; with these results, if it tells any. */
  isWaiting: boolean;
  results: CallResult[];
}

type Call = ImportedStep["calls"][number];

/**
 * Null: it is another answer. Of a run that did not end well the client may have seen less than there is. A run that is being written is no
 * answer yet. A run that ended without results that the client tells would have its model know less than the client thinks.
 */
export function compareAnswer(steps: readonly ImportedStep[], view: View): Likeness | null {
  const isWaiting = waitsForClient(view);
  const isOver = view.endedAt !== null;
  if (!isWaiting && !isOver) return null;
  const [told, answered] = [answerOf(steps), answerOfView(view)];
  const mayBeLess = isOver && view.status !== "completed" && told !== "";
  if (told !== answered && !(mayBeLess && answered.startsWith(told))) return null;
  const results = resultsFor(steps, view);
  if (results.length > 0 && isOver) return null;
  return knowsResults(steps, view, results) ? { isWaiting, results } : null;
}

/** Whether what the client tells of calls by ids of its own came of calls of this run too; of calls by ours see `recognise.ts`. */
function knowsResults(steps: readonly ImportedStep[], { parts }: View, taken: readonly CallResult[]): boolean {
  const open = new Set(taken.map(({ callId }) => callId));
  const left = parts.flatMap((part) => (part.kind === "tool" ? [part] : []));
  const told = steps.flatMap((step) => step.calls).filter(({ callId, result }) => result && readPartId("call", callId) === null);
  return told.every(({ name, result }) => {
    const at = left.findIndex((part) => part.name === name && (open.has(part.callId) || sameText(part, result?.text ?? "")));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function sameText({ result, error }: ToolPart, text: string): boolean {
  const known = error ?? resultText(result);
  return plainAnswer(known) === plainAnswer(text);
}

export function waitsForClient({ status, waitsFor }: View): boolean {
  return status === "waiting" && waitsFor === "client";
}

/** Calls of the client's tools of which nothing came so far. */
export function openCalls({ parts }: View): ToolPart[] {
  const isOpen = (part: ToolPart) => part.isClients && part.state !== "done" && part.state !== "failed";
  return parts.flatMap((part) => (part.kind === "tool" && isOpen(part) ? [part] : []));
}

/** What the client tells of the open calls, found by their ids; those whose ids are not ours by the tools' names, in their order. */
export function resultsFor(steps: readonly ImportedStep[], view: View): CallResult[] {
  const calls = steps.flatMap((step) => step.calls).filter(({ result }) => result !== null);
  const byId = new Map(calls.map((call) => [call.callId, call]));
  const brought = new Set(view.parts.flatMap((part) => (part.kind === "tool" ? [part.callId] : [])));
  const foreign = calls.filter(({ callId }) => readPartId("call", callId) === null && !brought.has(callId));
  return openCalls(view).flatMap(({ id: partId, callId, name }) => {
    const call = byId.get(partIdOut("call", { runId: view.runId, partId })) ?? takeNamed(foreign, name);
    return call?.result ? [{ callId, ...call.result }] : [];
  });
}

function takeNamed(calls: Call[], name: string): Call | undefined {
  const at = calls.findIndex((call) => call.name === name);
  return at === -1 ? undefined : calls.splice(at, 1)[0];
}
