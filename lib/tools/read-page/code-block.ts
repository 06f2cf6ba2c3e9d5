/** Owns: preformatted text as a fenced block, whatever its markup: coloured spans, a line to an element, breaks. */
import { descendants, isElement, isText, nameOf } from "./walk.ts";

const lineElements = new Set(["div", "p", "li", "tr"]);

export function codeBlock(pre: Element): string {
  const code = textOf(pre)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{4,}/g, "\n\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
  if (!code) return "";
  const longest = Math.max(2, ...(code.match(/^`{3,}/gm) ?? []).slice(0, 100).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `\n\n${fence}${languageOf(pre)}\n${code}\n${fence}\n\n`;
}

function textOf(pre: Element): string {
  let text = "";
  for (const { node } of descendants(pre)) {
    if (isText(node)) text += node.data;
    else if (nameOf(node) === "br" || (lineElements.has(nameOf(node)) && text && !text.endsWith("\n"))) text += "\n";
  }
  return text;
}

/** From the class of the block, of the code in it, or of what is around it. */
function languageOf(pre: Element): string {
  const code = pre.firstElementChild;
  for (const element of [code, pre, pre.parentNode, pre.parentNode?.parentNode]) {
    if (!element || !isElement(element)) continue;
    const named = /(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)[-:\s]\s{0,3}([a-z0-9+#]{1,20})(?=\s|$|;)/i.exec(
      element.getAttribute("class") ?? "",
    );
    if (named?.[1]) return named[1].toLowerCase();
  }
  return "";
}
