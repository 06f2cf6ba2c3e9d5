/** The context of a call to a tool server's tool, and what was said in it. */
import { systemClock } from "#lib/core/clock.ts";
import type { ToolContext } from "#lib/tools/tool.ts";

export interface Said {
  written: string[];
  progress: [done: number, total: number | null, message: string | null][];
  sources: { url: string; title: string | null }[];
}

export function callContext(given: Partial<ToolContext> = {}): { context: ToolContext; said: Said; stop(): void } {
  const said: Said = { written: [], progress: [], sources: [] };
  const controller = new AbortController();
  const context: ToolContext = {
    viewer: { userId: "per_nobody" },
    conversationId: "con_none",
    runId: "run_none",
    signal: controller.signal,
    clock: systemClock,
    timeZone: "UTC",
    write: (text) => void said.written.push(text),
    progress: (...report) => void said.progress.push(report),
    source: (url, title) => void said.sources.push({ url, title }),
    ...given,
  };
  return { context, said, stop: () => controller.abort() };
}
