/** What an expression is worth: exactly, as a sum of roots, or enclosed between two fractions where no such form exists. */
import { latex, latexDecimal, latexFraction, plain, rounded } from "./number-text.ts";
import {
  absolute,
  add,
  compare,
  divide,
  equals,
  multiply,
  negate,
  one,
  power,
  type Rational,
  ratio,
  Trouble,
  toNumber,
  zero,
} from "./rational.ts";
import { addSurds, asRational, divideSurds, multiplySurds, negateSurd, rootOf, type Surd, surd, wholeRoot } from "./surd.ts";

export type Value = { kind: "exact"; surd: Surd } | { kind: "near"; low: Rational; high: Rational };

const precision = 10n ** 60n;

export const exact = (value: Rational): Value => ({ kind: "exact", surd: surd(value) });
export const exactSurd = (value: Surd): Value => ({ kind: "exact", surd: value });

/** The exact fraction, or null when the value is none or is only enclosed. */
export function rationalOf(value: Value): Rational | null {
  return value.kind === "exact" ? asRational(value.surd) : null;
}

/** Rounds outwards, so that an enclosure stays one while its parts stay small. */
function near(low: Rational, high: Rational): Value {
  const step = ratio(1n, precision);
  const down = ratio((low.n * precision) / low.d - 1n, precision);
  const up = ratio((high.n * precision) / high.d + 1n, precision);
  return {
    kind: "near",
    low: compare(absolute(low), step) < 0 ? low : down,
    high: compare(absolute(high), step) < 0 ? high : up,
  };
}

/** 64 digits of π. */
const piDigits = 3141592653589793238462643383279502884197169399375105820974944592n;
export const pi: Value = near(ratio(piDigits, 10n ** 63n), ratio(piDigits + 1n, 10n ** 63n));

function rootBounds(value: Rational, index: bigint): [Rational, Rational] {
  const scale = precision ** index;
  const root = wholeRoot((value.n * scale) / value.d, index);
  return [ratio(root, precision), ratio(root + 1n, precision)];
}

/** Two fractions with the value between them. */
export function bounds(value: Value): [Rational, Rational] {
  if (value.kind === "near") return [value.low, value.high];
  let low = zero;
  let high = zero;
  for (const { root, times } of value.surd) {
    const [down, up]: [Rational, Rational] = root === 1n ? [one, one] : rootBounds(ratio(root), 2n);
    const ends = [multiply(down, times), multiply(up, times)] as const;
    low = add(low, times.n < 0n ? ends[1] : ends[0]);
    high = add(high, times.n < 0n ? ends[0] : ends[1]);
  }
  return [low, high];
}

/** A fraction within 10⁻⁵⁰ or so of the value. */
export function middle(value: Value): Rational {
  const [low, high] = bounds(value);
  return equals(low, high) ? low : divide(add(low, high), ratio(2n));
}

export const toDouble = (value: Value) => toNumber(middle(value));

export function negateValue(value: Value): Value {
  return value.kind === "exact" ? exactSurd(negateSurd(value.surd)) : near(negate(value.high), negate(value.low));
}

export function addValues(a: Value, b: Value): Value {
  if (a.kind === "exact" && b.kind === "exact") return exactSurd(addSurds(a.surd, b.surd));
  const [x, y] = [bounds(a), bounds(b)];
  return near(add(x[0], y[0]), add(x[1], y[1]));
}

function corners(a: Value, b: Value, combine: (x: Rational, y: Rational) => Rational): Value {
  const all = bounds(a)
    .flatMap((x) => bounds(b).map((y) => combine(x, y)))
    .sort(compare);
  return near(all[0] ?? zero, all[3] ?? zero);
}

export function multiplyValues(a: Value, b: Value): Value {
  if (a.kind === "exact" && b.kind === "exact") return exactSurd(multiplySurds(a.surd, b.surd));
  return corners(a, b, multiply);
}

/** Throws Trouble when the divisor is zero, or cannot be told from it. */
export function divideValues(a: Value, b: Value): Value {
  if (a.kind === "exact" && b.kind === "exact") {
    const quotient = divideSurds(a.surd, b.surd);
    if (quotient) return exactSurd(quotient);
  }
  const [low, high] = bounds(b);
  if (low.n <= 0n && high.n >= 0n)
    throw new Trouble("The divisor cannot be told from zero with the 60 digits that are worked with.");
  return corners(a, b, divide);
}

/** The real `index`-th root. Throws Trouble for an even root of a negative value. */
export function rootValue(value: Value, index: bigint): Value {
  const whole = rationalOf(value);
  const [low, high] = bounds(value);
  if (low.n < 0n) {
    if (index % 2n === 1n && high.n <= 0n) return negateValue(rootValue(negateValue(value), index));
    throw new Trouble("An even root of a negative number is not a real number.");
  }
  if (whole) {
    const above = wholeRoot(whole.n, index);
    const below = wholeRoot(whole.d, index);
    if (above ** index === whole.n && below ** index === whole.d) return exact(ratio(above, below));
    const root = index === 2n ? rootOf(whole) : null;
    if (root) return exactSurd(root);
  }
  return near(rootBounds(low, index)[0], rootBounds(high, index)[1]);
}

/** Throws Trouble for 0⁰, for powers without a real value, and for exponents that are not worked with. */
export function powerValue(base: Value, exponent: Value): Value {
  const to = rationalOf(exponent);
  if (!to) throw new Trouble("Only whole and fractional exponents are worked with here.");
  const from = rationalOf(base);
  if (to.n === 0n && from?.n === 0n) {
    throw new Trouble("0⁰ has no single value: as a limit it can be anything, though counting problems set it to 1.");
  }
  if (to.d > 12n) throw new Trouble("Exponents with a denominator above 12 are not worked with here.");
  if (to.d !== 1n) return powerValue(rootValue(base, to.d), exact(ratio(to.n)));
  if (from) return exact(power(from, to.n));
  if (to.n < 0n) return divideValues(exact(one), powerValue(base, exact(negate(to))));
  if (to.n > 64n) throw new Trouble("Powers of roots above the 64th are not worked with here.");
  let result: Value = exact(one);
  for (let i = 0n; i < to.n; i += 1n) result = multiplyValues(result, base);
  return result;
}

/** Ten significant digits, or as many as are certain. */
export function decimalText(value: Value): string {
  const [low, high] = bounds(value);
  for (let digits = 10; digits > 2; digits -= 1) {
    const text = rounded(low, digits);
    if (text === rounded(high, digits)) return text;
  }
  throw new Trouble("The result cannot be told from zero with the 60 digits that are worked with.");
}

function surdText(value: Surd, write: (times: Rational) => string, root: (radicand: string) => string): string {
  const terms = value.map(({ root: radicand, times }) => {
    const size = absolute(times);
    const sign = times.n < 0n ? "−" : "+";
    if (radicand === 1n) return { sign, text: write(size) };
    const isOne = size.n === 1n && size.d === 1n;
    return { sign, text: `${isOne ? "" : write(size)}${root(radicand.toString())}` };
  });
  return terms.map(({ sign, text }, i) => (i === 0 ? `${sign === "−" ? "−" : ""}${text}` : ` ${sign} ${text}`)).join("") || "0";
}

/** `1/2 + (3/2)√5`; an enclosed value is written `≈ 3.14159…`. */
export function valueText(value: Value): string {
  if (value.kind === "near") return `≈ ${decimalText(value)}`;
  const whole = asRational(value.surd);
  if (whole) return plain(whole);
  return surdText(
    value.surd,
    (times) => (times.d === 1n || !plain(times).includes("/") ? plain(times) : `(${plain(times)})`),
    (radicand) => `√${radicand}`,
  );
}

/** For inside `$…$`, without a decimal. */
export function valueLatex(value: Value): string {
  if (value.kind === "near") return `\\approx ${latexDecimal(decimalText(value))}`;
  const whole = asRational(value.surd);
  if (whole) return latex(whole);
  return surdText(value.surd, latexFraction, (radicand) => `\\sqrt{${radicand}}`).replaceAll("−", "-");
}
