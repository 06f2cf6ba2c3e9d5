/** Owns: what a running tool is given to work with, and its words on the way to the log. */
import type { ToolContext } from "#lib/tools/tool.ts";
import type { Calls } from "./call-tools.ts";
import { engine } from "./engine.ts";

/** Progress that comes faster is left out: only the newest counts. */
const progressEveryMs = 100;

/** How much a tool may say is bounded by `runTool`. */
export function contextFor({ run, live, writer, nextPartId }: Calls, callId: string): ToolContext {
  const { userId, conversationId, runId, timeZone } = run;
  const found = new Set<string>();
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    viewer: { userId },
    conversationId,
    runId,
    signal: live.abort.signal,
    clock: engine().clock,
    timeZone: timeZone ?? "UTC",
    write(text) {
      writer.write({ type: "tool-output", callId, delta: text });
    },
    progress(done, total, message) {
      const now = performance.now();
      if (now - saidAt < progressEveryMs && done !== total) return;
      saidAt = now;
      writer.write({ type: "tool-progress", callId, done, total, message });
    },
    source(url, title) {
      if (found.has(url) || !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return;
      found.add(url);
      writer.write({ type: "source", partId: nextPartId(), callId, url, title });
    },
  };
}
