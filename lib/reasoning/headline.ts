/** Owns: the one-line title of a thought while it is being written. */

export interface Headline {
  /** Empty when there is nothing to show yet. */
  title: string;
  /** `heading`: the model gave it. `sentence`: cut from the first sentence. */
  from: "heading" | "sentence" | "none";
  /** Whether no further text can change it; callers may stop asking. */
  isSettled: boolean;
}

const longestTitle = 80;
const longestSentence = 200;
const window = 400;

/** Looks at the beginning of the text only, so its cost does not grow with the thought. */
export function headlineOf(text: string): Headline {
  const isFull = text.length >= window;
  const lines = text.slice(0, window).split("\n");
  for (const [index, line] of lines.entries()) {
    const isLineOver = isFull || index < lines.length - 1;
    const headline = headlineOfLine(line.trim(), isLineOver);
    if (hasWords(headline.title)) return headline;
  }
  return { title: "", from: "none", isSettled: isFull };
}

function hasWords(title: string): boolean {
  return /[\p{L}\p{N}]/u.test(title);
}

function headlineOfLine(line: string, isLineOver: boolean): Headline {
  const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1] ?? boldLine(line);
  if (heading !== undefined) {
    return { title: shorten(plain(heading.replace(/\s#+$/, ""))), from: "heading", isSettled: isLineOver };
  }
  const end = sentenceEnd(line.slice(0, longestSentence));
  const title = shorten(plain(line.slice(0, end ?? longestSentence)));
  const isSentenceOver = end !== null || line.length >= longestSentence;
  return { title, from: "sentence", isSettled: isLineOver || isSentenceOver };
}

/** A line that is bold from end to end, or is so far. */
function boldLine(line: string): string | undefined {
  const inner = /^\*\*(?!\*)([^*]*)(?:\*\*?\s*)?$/.exec(line)?.[1];
  return inner?.trim() === "" ? undefined : inner;
}

/** Where the first sentence ends; null while that is not certain. A dot before a small letter or a digit ends nothing. */
function sentenceEnd(line: string): number | null {
  const end = /[.!?…]["')\]*_`]*(?=\s+[^\s\p{Ll}\d])|[。！？]/u.exec(withoutMarker(line));
  return end ? line.length - withoutMarker(line).length + end.index + end[0].length : null;
}

const marker = /^(?:>\s*|[-*+]\s+|\d{1,3}[.)]\s+)+/;

function withoutMarker(line: string): string {
  return line.replace(marker, "");
}

function plain(line: string): string {
  return withoutMarker(line)
    .replace(/\[([^\]]*)\]\([^)\s]*\)/g, "$1")
    .replace(/(\*\*|__|`+)(.+?)\1/g, "$2")
    .replace(/(^|[\s(])\*([^*\s][^*]*)\*(?=$|[\s).,!?:;])/g, "$1$2")
    .replace(/^(\*\*|`+)/, "")
    .replace(/\s+/g, " ")
    .trim();
}

function shorten(line: string): string {
  if (line.length <= longestTitle) return line;
  const space = line.lastIndexOf(" ", longestTitle - 1);
  const cut = line.slice(0, space > longestTitle / 2 ? space : longestTitle - 1);
  return `${cut.replace(/[\s,;:\ud800-\udbff]+$/, "")}…`;
}
