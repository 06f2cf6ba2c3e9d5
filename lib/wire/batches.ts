import type { RunEvent } from "#lib/reasoning/event.ts";

/** Events of a run as they are committed, in order; "silence" after a while without any. */
export type Batches = AsyncIterable<RunEvent[] | "silence">;
