/**
 * Owns: the ids under which clients know what is ours. Each leads back to its run and to the place in it, so that nothing has to be
 * remembered. Whether whoever brings one may see that run is for `lib/gateway` to say.
 */
import { isId } from "#lib/core/id.ts";

/** A stretch of a run that was one answer to a client: the run, and the number of the event before it. */
export interface AnswerAddress {
  runId: string;
  after: number;
}

/** A part of a run. */
export interface PartAddress {
  runId: string;
  partId: string;
}

const answerPrefixes = { chat: "chatcmpl-", response: "resp_" } as const;
const partPrefixes = { call: "call_", reasoning: "rs_", message: "msg_", functionCall: "fc_" } as const;
/** Between the run and the rest: OpenAI's own chat ids have dashes, all the others underscores. */
const answerMarks = { chat: "-", response: "_" } as const;

export type AnswerIdKind = keyof typeof answerPrefixes;
export type PartIdKind = keyof typeof partPrefixes;

/** `chatcmpl-<32 hex>-<after>` or `resp_<32 hex>_<after>`. */
export function answerId(kind: AnswerIdKind, { runId, after }: AnswerAddress): string {
  return `${answerPrefixes[kind]}${hexOf(runId)}${answerMarks[kind]}${after}`;
}

/** Null: it is not one of ours. */
export function readAnswerId(kind: AnswerIdKind, id: string): AnswerAddress | null {
  const rest = afterPrefix(answerPrefixes[kind], id);
  const [, hex, after] = rest?.match(kind === "chat" ? /^([0-9a-f]{32})-(\d{1,15})$/ : /^([0-9a-f]{32})_(\d{1,15})$/) ?? [];
  return hex === undefined || after === undefined ? null : { runId: `run_${hex}`, after: Number(after) };
}

/** `call_`, `rs_`, `msg_` or `fc_`, then `<32 hex>_<part id>`. */
export function partIdOut(kind: PartIdKind, { runId, partId }: PartAddress): string {
  return `${partPrefixes[kind]}${hexOf(runId)}_${partId}`;
}

/** Null: it is not one of ours. */
export function readPartId(kind: PartIdKind, id: string): PartAddress | null {
  const rest = afterPrefix(partPrefixes[kind], id);
  const [, hex, partId] = rest?.match(/^([0-9a-f]{32})_([\x21-\x7e]{1,100})$/) ?? [];
  return hex === undefined || partId === undefined ? null : { runId: `run_${hex}`, partId };
}

function hexOf(runId: string): string {
  if (!isId("run", runId)) throw new Error(`Not the id of a run: ${runId}`);
  return runId.slice("run_".length);
}

function afterPrefix(prefix: string, id: string): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}
