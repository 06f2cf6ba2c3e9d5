/** Owns: the context of a tool that a test runs, with any part given, and what the tool said in it. */
import { testClock } from "#lib/core/clock.ts";
import type { ToolContext } from "#lib/tools/tool.ts";

export interface Heard {
  written: string;
  progress: [done: number, total: number | null, message: string | null][];
  sources: { url: string; title: string | null }[];
}

export function heardContext(given: Partial<ToolContext> = {}): { context: ToolContext; heard: Heard } {
  const heard: Heard = { written: "", progress: [], sources: [] };
  const context: ToolContext = {
    viewer: { userId: "person_1" },
    conversationId: "conversation_1",
    runId: "run_1",
    signal: new AbortController().signal,
    clock: testClock(),
    timeZone: "UTC",
    write: (text) => {
      heard.written += text;
    },
    progress: (...report) => {
      heard.progress.push(report);
    },
    source: (url, title) => {
      heard.sources.push({ url, title });
    },
    ...given,
  };
  return { context, heard };
}
