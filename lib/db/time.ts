/** Times are numbers of milliseconds everywhere but in BigInt columns; these two convert at the edge. */

/** Milliseconds to a column value; null stays null. */
export function toColumn(at: number): bigint;
export function toColumn(at: number | null): bigint | null;
export function toColumn(at: number | null): bigint | null {
  return at === null ? null : BigInt(Math.round(at));
}

/** A column value to milliseconds; null stays null. */
export function fromColumn(value: bigint): number;
export function fromColumn(value: bigint | null): number | null;
export function fromColumn(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
