import { testClock } from "#lib/core/clock.ts";
import type { ToolContext } from "#lib/tools/tool.ts";

/** What a tool is given, and what it says while it runs. */
export function toolContext(signal: AbortSignal = new AbortController().signal): {
  context: ToolContext;
  sources: { url: string; title: string | null }[];
  written: string[];
} {
  const sources: { url: string; title: string | null }[] = [];
  const written: string[] = [];
  const context: ToolContext = {
    viewer: { userId: "u" },
    conversationId: "c",
    runId: "r",
    signal,
    clock: testClock(),
    timeZone: "UTC",
    write: (text) => written.push(text),
    progress: () => undefined,
    source: (url, title) => sources.push({ url, title }),
  };
  return { context, sources, written };
}
