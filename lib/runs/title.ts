/** About how many characters a title may have. */
const longest = 60;

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Names a conversation after its first message: its first sentence without Markdown marks, cut on a word at 60 characters. */
export function titleFrom(text: string): string {
  const line = firstLine(text.slice(0, 2_000)) ?? text.trim().slice(0, 1_000);
  return shorten(firstSentence(line)) || "New conversation";
}

function firstLine(text: string): string | undefined {
  for (const raw of text.split("\n")) {
    if (/^\s*(```|~~~)/.test(raw)) continue;
    const line = raw
      .replace(/^[\s#>*+-]+/, "")
      .replace(/[*_`]{1,3}(\S[^*_`]*)[*_`]{1,3}/g, "$1")
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim();
    if (/[\p{L}\p{N}]/u.test(line)) return line;
  }
  return undefined;
}

/** Keeps a question mark or an exclamation, drops a full stop. */
function firstSentence(line: string): string {
  const [first] = sentences.segment(line);
  return (first?.segment ?? "").trim().replace(/(?<!\.)\.$/, "");
}

function shorten(sentence: string): string {
  const characters = Array.from(graphemes.segment(sentence), (part) => part.segment);
  if (characters.length <= longest) return sentence;
  const head = characters.slice(0, longest).join("");
  const lastSpace = head.lastIndexOf(" ");
  // A word longer than half a title (or a script without spaces) is cut where it stands.
  const cut = lastSpace >= head.length / 2 ? head.slice(0, lastSpace) : head;
  return `${cut.replace(/[\s,;:–—-]+$/, "")}…`;
}
