/** Owns: which rows of a long list are drawn. Heights are known, so this is arithmetic. */

export interface RowSpan {
  /** First row to draw. */
  from: number;
  /** One past the last row to draw. */
  to: number;
}

/** Where each row begins, and at the end the height of all. */
export function rowTops(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}

/** The rows that touch the window at `scrollTop`, and those within `margin` pixels of it. */
export function rowsInWindow(tops: readonly number[], scrollTop: number, viewport: number, margin: number): RowSpan {
  const count = tops.length - 1;
  const from = Math.min(count, Math.max(0, firstAbove(tops, scrollTop - margin) - 1));
  return { from, to: Math.max(from, Math.min(count, firstAbove(tops, scrollTop + viewport + margin))) };
}

/** Index of the first top greater than `position`. */
function firstAbove(tops: readonly number[], position: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? Number.POSITIVE_INFINITY) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
