/** Owns: KaTeX, its style and its limits. Loaded only when a formula is on the page; writes elements, never HTML text. */
import katex from "katex";
import "katex/dist/katex.min.css";

const mostCharacters = 4_000;

/** Sets `tex` into `target`. False when it is no formula KaTeX can set; the target is then empty. */
export function typeset(tex: string, target: HTMLElement, isDisplay: boolean): boolean {
  if (tex.length > mostCharacters) return false;
  try {
    katex.render(tex, target, {
      displayMode: isDisplay,
      output: "htmlAndMathml",
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
    return true;
  } catch (error) {
    target.replaceChildren();
    if (error instanceof katex.ParseError || error instanceof RangeError) return false;
    throw error;
  }
}
