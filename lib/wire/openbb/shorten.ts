/** Owns: keeping what others send within a length, and saying so. */

/** At most about `most` letters; what is cut is counted in a line of its own. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = wholeStart(text, most);
  return `${kept}\n[${text.length - kept.length} more characters are left out here.]`;
}

/** At most `most` letters on one line. Its cost does not grow with the text. */
export function oneLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 8)
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= most ? line : `${wholeStart(line, most - 1)}…`;
}

/** The beginning, never ending in half a character. */
export function wholeStart(text: string, most: number): string {
  const start = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start;
}
