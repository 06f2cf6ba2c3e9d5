/** The text in pieces of at most `longest` UTF-16 units, each of whole characters. */
export function fragments(text: string, longest: number): string[] {
  const pieces: string[] = [];
  const well = text.toWellFormed();
  for (let at = 0; at < well.length; ) {
    const isCut = at + longest < well.length && /[\ud800-\udbff]/.test(well.charAt(at + longest - 1));
    const end = at + longest - (isCut ? 1 : 0);
    pieces.push(well.slice(at, end));
    at = end;
  }
  return pieces;
}
