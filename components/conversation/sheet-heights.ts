/** The heights a sheet rests at, in percent of the window. */
export const sheetHeights = [32, 60, 92] as const;

/** Where a sheet let go at `percent` comes to rest; null: it was pulled down to close it. */
export function nearestHeight(percent: number): (typeof sheetHeights)[number] | null {
  if (percent < sheetHeights[0] / 2) return null;
  return sheetHeights.reduce((best, height) => (Math.abs(height - percent) < Math.abs(best - percent) ? height : best));
}
