/** Owns: making characters that are not seen, or that turn the order of others, visible: names and arguments of tools are not trusted. Pure. */

/**
 * Controls but tab and line break, formats (zero-width marks and joiners, bidi marks, soft hyphens, tags), line and paragraph
 * separators, and letters that are drawn as nothing. Not what chooses between two looks of one picture.
 */
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?![\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

/** `\u202E` for what would not be seen; everything else as it is. A joiner between two pictures of one sign stays. */
export function visibleText(text: string): string {
  return text.replace(hidden, (character, at: number) =>
    isPictureJoiner(text, character, at) ? character : escapeOf(character),
  );
}

/** The same for a name, in one line. */
export function visibleName(name: string): string {
  return visibleText(name.toWellFormed()).replace(/\s+/g, " ").trim();
}

function escapeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

const pictureEnd = /(?:\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})$/u;
const pictureStart = /^\p{Extended_Pictographic}/u;

function isPictureJoiner(text: string, character: string, at: number): boolean {
  if (character !== "\u200d") return false;
  return pictureEnd.test(text.slice(Math.max(0, at - 2), at)) && pictureStart.test(text.slice(at + 1, at + 3));
}
