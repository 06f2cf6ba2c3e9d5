/**
 * Owns: thoughts that stand between `<think>` and `</think>`. One that itself names such a tag would end there for whoever reads it,
 * or never end, and the answer with it.
 */
import { readTag } from "#lib/reasoning/think-tag.ts";

/** Between a `<` and the rest of a quoted tag: nobody sees it, and it is no tag any more. */
export const invisible = "\u200b";

export interface TagQuoter {
  push(text: string): string;
  end(): string;
}

/** Keeps back what may become a tag, at most as long as the longest one. */
export function makeTagQuoter(): TagQuoter {
  let held = "";
  return {
    push(text) {
      const all = held + text;
      held = "";
      let said = "";
      let taken = 0;
      for (let at = all.indexOf("<"); at !== -1; at = all.indexOf("<", at + 1)) {
        const tag = readTag(all, at);
        if (tag === "partial") {
          held = all.slice(at);
          return said + all.slice(taken, at);
        }
        if (tag === null) continue;
        said += `${all.slice(taken, at)}<${invisible}`;
        taken = at + 1;
      }
      return said + all.slice(taken);
    },
    end() {
      const left = held;
      held = "";
      return left;
    },
  };
}
