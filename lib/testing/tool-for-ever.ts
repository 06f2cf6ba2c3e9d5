/** Owns: the tool of `tools-for-ever.ts`, for the process that is killed and for the one that comes after it. */
import type { AnyTool } from "#lib/tools/tool.ts";
import { aTool } from "./scripted-tools.ts";

/** `hang`: it never comes to an end. `ask`: it has to be allowed first, and then ends at once. */
export type How = "hang" | "ask";

export function markingTool(how: How, mark: (word: string) => void): AnyTool {
  return aTool({
    name: "mark",
    title: "Mark",
    effect: how === "ask" ? "with-effect" : "read-only",
    timeoutMs: 60_000,
    run: ({ word = "" }) => {
      mark(word);
      return how === "ask" ? Promise.resolve({ result: "marked" }) : new Promise(() => {});
    },
  });
}
