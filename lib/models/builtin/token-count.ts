/**
 * The built-in model's own measure of length, in the place of a tokeniser: a run of letters counts one for every six
 * letters or part of six, a run of digits one for every three or part of three, every other visible character one.
 * Blanks count nothing, so a text may be cut at blanks and the counts add up.
 */
export function countTokens(text: string): number {
  let count = 0;
  for (const [run] of text.matchAll(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu)) {
    count += /^\p{L}/u.test(run) ? Math.ceil(run.length / 6) : /^\p{N}/u.test(run) ? Math.ceil(run.length / 3) : 1;
  }
  return count;
}
