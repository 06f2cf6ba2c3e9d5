/** Owns: reading JSON that others wrote. */

/** Levels of lists and objects. `JSON.stringify` and all else that walks a value runs out of stack at some thousands. */
export const mostLevels = 500;

/** As `JSON.parse`; throws a SyntaxError also for a value with more than `mostLevels` levels, which could be read and never written. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeper(value, mostLevels)) throw new SyntaxError(`The value is nested more than ${mostLevels} levels deep.`);
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}
