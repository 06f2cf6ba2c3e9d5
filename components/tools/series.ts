/** Owns: a series of values as a drawing: scales, ticks and the line, in a box of given size. Pure. */

export interface Point {
  x: number | string;
  y: number;
}

export interface Box {
  width: number;
  height: number;
}

export interface Tick {
  at: number;
  words: string;
}

export interface Drawing {
  /** The line, as the `d` of a path. */
  line: string;
  /** Where each drawn point is, with what it stands for. */
  places: { x: number; y: number; point: Point }[];
  xTicks: Tick[];
  yTicks: Tick[];
  /** The height of zero, where it is within; else null. */
  zeroAt: number | null;
}

/** Room for the figures at the left and beneath. */
export const margins = { left: 52, right: 10, top: 8, bottom: 22 };

/** Null where there is no number to draw. */
export function drawSeries(given: readonly Point[], { width, height }: Box, mostPoints: number): Drawing | null {
  const points = thin(
    given.filter(({ y }) => Number.isFinite(y)),
    mostPoints,
  );
  if (points.length === 0) return null;
  const isTimeless = points.every(({ x }) => typeof x === "number" && Number.isFinite(x));
  const xs = points.map(({ x }, index) => (isTimeless ? Number(x) : index));
  const yTicks = niceTicks(
    points.map(({ y }) => y),
    Math.max(2, Math.floor(height / 44)),
  );
  const [low, high] = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1];
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const inner = { width: width - margins.left - margins.right, height: height - margins.top - margins.bottom };
  const across = (x: number) => margins.left + (last === first ? inner.width / 2 : ((x - first) / (last - first)) * inner.width);
  const up = (y: number) => margins.top + inner.height - ((y - low) / (high - low || 1)) * inner.height;
  const places = points.map((point, index) => ({ x: across(xs[index] as number), y: up(point.y), point }));
  return {
    line: places.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join(""),
    places,
    xTicks: isTimeless ? numberTicks(first, last, across, inner.width) : wordTicks(points, across, inner.width),
    yTicks: yTicks.map((value) => ({ at: up(value), words: formatTick(value, yTicks) })),
    zeroAt: low < 0 && high > 0 ? up(0) : null,
  };
}

/** The first, the last, and of each stretch between them its lowest and its highest, so that no peak is lost. */
export function thin(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const inner = points.slice(1, -1);
  const stretches = Math.max(1, Math.floor((most - 2) / 2));
  const kept: Point[] = [];
  for (let index = 0; index < stretches; index += 1) {
    const from = Math.floor((index * inner.length) / stretches);
    const to = Math.floor(((index + 1) * inner.length) / stretches);
    let [lowest, highest] = [from, from];
    for (let at = from; at < to; at += 1) {
      if ((inner[at] as Point).y < (inner[lowest] as Point).y) lowest = at;
      if ((inner[at] as Point).y > (inner[highest] as Point).y) highest = at;
    }
    if (from < to) kept.push(...[...new Set([lowest, highest].sort((a, b) => a - b))].map((at) => inner[at] as Point));
  }
  return [points[0] as Point, ...kept, points.at(-1) as Point];
}

/** Round numbers from below the least to above the most, about `count` of them. */
export function niceTicks(values: readonly number[], count: number): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    low -= room;
    high += room;
  }
  const step = niceStep((high - low) / count);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const share = raw / power;
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
}

function numberTicks(first: number, last: number, across: (x: number) => number, width: number): Tick[] {
  if (first === last) return [{ at: across(first), words: formatTick(first, [first]) }];
  const all = niceTicks([first, last], Math.max(2, Math.floor(width / 90)));
  const within = all.filter((value) => value >= first && value <= last);
  return within.map((value) => ({ at: across(value), words: formatTick(value, within) }));
}

function wordTicks(points: readonly Point[], across: (x: number) => number, width: number): Tick[] {
  const longest = Math.min(12, Math.max(...points.map(({ x }) => String(x).length)));
  const fits = Math.max(2, Math.floor(width / (longest * 7 + 16)));
  const step = Math.max(1, Math.ceil((points.length - 1) / (fits - 1)));
  const ticks: Tick[] = [];
  for (let index = 0; index < points.length; index += step) {
    const words = String(points[index]?.x);
    ticks.push({ at: across(index), words: words.length > 12 ? `${words.slice(0, 11)}…` : words });
  }
  return ticks;
}

/** A number among its neighbours: years stay whole, large ones are grouped or in thousands. */
function formatTick(value: number, among: readonly number[]): string {
  const largest = Math.max(...among.map(Math.abs));
  if (largest >= 1_000_000 || (largest > 0 && largest < 0.001)) {
    return value === 0
      ? "0"
      : value.toLocaleString("en-US", { notation: largest >= 1_000_000 ? "compact" : "scientific", maximumFractionDigits: 2 });
  }
  const isYear = among.every((one) => Number.isInteger(one) && one >= 1000 && one <= 2999);
  return value.toLocaleString("en-US", { useGrouping: !isYear, maximumFractionDigits: 4 });
}

/** What a series says, in a sentence. */
export function seriesWords(points: readonly Point[]): string {
  const numbers = points.filter(({ y }) => Number.isFinite(y));
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (!first || !last) return "No values.";
  const lowest = numbers.reduce((best, point) => (point.y < best.y ? point : best), first);
  const highest = numbers.reduce((best, point) => (point.y > best.y ? point : best), first);
  const count = `${numbers.length.toLocaleString("en-US")} ${numbers.length === 1 ? "value" : "values"}`;
  return `${count} from ${first.x} to ${last.x}; lowest ${figure(lowest.y)} at ${lowest.x}, highest ${figure(highest.y)} at ${highest.x}.`;
}

export function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 8 });
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
