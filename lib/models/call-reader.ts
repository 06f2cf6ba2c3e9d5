/** Owns: the calls of one answer, from their pieces to drafts: the part and the id that each is known by in the log. */
import type { Draft, Seal } from "#lib/reasoning/event.ts";
import type { ClaimCallId } from "./call-ids.ts";

export interface ReadToolCall {
  partId: string;
  callId: string;
  name: string;
  args: unknown;
}

export interface CallReader {
  /** A piece of the arguments of a call, which the first one begins. */
  write(piece: { callId: string; name: string; delta: string }): Draft[];
  /** The whole call. The same id once more is another call. */
  finish(call: { callId: string; name: string; args: unknown }, seal: Seal | null): Draft[];
  /** Those that are whole. */
  readonly calls: readonly ReadToolCall[];
}

export function makeCallReader(nextPartId: () => string, claimCallId: ClaimCallId): CallReader {
  const calls: ReadToolCall[] = [];
  /** By the provider's id. */
  const begun = new Map<string, { partId: string; callId: string }>();
  return {
    write({ callId: given, name, delta }) {
      const known = begun.get(given);
      const ids = known ?? { partId: nextPartId(), callId: claimCallId(given) };
      if (known === undefined) begun.set(given, ids);
      const { partId } = ids;
      const start: Draft[] = known === undefined ? [{ type: "tool-input-start", ...ids, name }] : [];
      return delta === "" ? start : [...start, { type: "tool-input-delta", partId, delta }];
    },
    finish({ callId: given, name, args }, seal) {
      const ids = begun.get(given) ?? { partId: nextPartId(), callId: claimCallId(given) };
      begun.delete(given);
      const call = { ...ids, name, args };
      calls.push(call);
      return [{ type: "tool-call", ...call, ...(seal && { seal }) }];
    },
    calls,
  };
}
