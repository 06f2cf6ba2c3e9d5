import type { ProviderKind } from "#lib/models/provider-kinds.ts";

/** A line of the table of providers in the documentation. Every cell is what a test finds, in a few words. */
export interface ProviderRow {
  kind: ProviderKind;
  /** For people. */
  name: string;
  readsThinking: string;
  interleavesTools: string;
  effort: string;
  off: string;
  sendsBack: string;
  usage: string;
}
