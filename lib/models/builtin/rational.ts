/** Exact fractions. `d` is positive and the two share no factor, so equal values are equal field by field. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** A sentence for the person about why a value does not exist or is not worked out. */
export class Trouble extends Error {}

/** The longest whole number that is worked with; a longer one raises Trouble. */
const mostBits = 8_000;

export function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Throws Trouble when `d` is zero or the parts grow past the size that is worked with. */
export function ratio(n: bigint | number, d: bigint | number = 1n): Rational {
  const above = BigInt(n);
  const below = BigInt(d);
  if (below === 0n) throw new Trouble("Dividing by zero has no answer: no number times 0 gives anything but 0.");
  const shared = gcd(above, below) * (below < 0n ? -1n : 1n);
  const value = { n: above / shared, d: below / shared };
  if (bitLength(value.n) > mostBits || bitLength(value.d) > mostBits) {
    throw new Trouble("The numbers on the way grow past 2,400 digits, which is more than is worked with here.");
  }
  return value;
}

export const zero = ratio(0n);
export const one = ratio(1n);

export const add = (a: Rational, b: Rational) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational) => ratio(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational) => ratio(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational) => ratio(a.n * b.d, a.d * b.n);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const absolute = (a: Rational): Rational => (a.n < 0n ? negate(a) : a);
export const equals = (a: Rational, b: Rational) => a.n === b.n && a.d === b.d;
export const isZero = (a: Rational) => a.n === 0n;
export const isInteger = (a: Rational) => a.d === 1n;
export const sum = (values: readonly Rational[]) => values.reduce(add, zero);

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A whole power, negative ones too. Throws Trouble for 0 to a negative power and for results past the size worked with. */
export function power(base: Rational, exponent: bigint): Rational {
  if (exponent < 0n) return power(divide(one, base), -exponent);
  const size = Math.max(bitLength(base.n), bitLength(base.d));
  const isUnit = base.d === 1n && base.n >= -1n && base.n <= 1n;
  if (!isUnit && BigInt(size) * exponent > BigInt(mostBits * 4)) {
    throw new Trouble("That power has thousands of digits, which is more than is worked with here.");
  }
  const small = isUnit ? 2n - (exponent % 2n) : exponent;
  return exponent === 0n ? one : ratio(base.n ** small, base.d ** small);
}

/** Reads `12`, `-0.75`, `.5`, `1,234.5`, `3/4`, `1.5e3`; null when the text is anything else. */
export function readRational(text: string): Rational | null {
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?(?:\s*\/\s*(\d+))?$/i.exec(text.trim());
  if (!match) return null;
  const [, sign = "", whole = "", decimals = "", exponent = "0", below = "1"] = match;
  const digits = whole.replaceAll(",", "") + decimals;
  if (digits === "" || /^0+$/.test(below)) return null;
  const scaled = divide(ratio(BigInt(digits)), ratio(10n ** BigInt(decimals.length)));
  const value = divide(multiply(scaled, power(ratio(10n), BigInt(exponent))), ratio(BigInt(below)));
  return sign === "-" ? negate(value) : value;
}

/** The nearest double; right for any size of parts. */
export function toNumber(value: Rational): number {
  const direct = Number(value.n) / Number(value.d);
  if (Number.isFinite(direct) && Number.isFinite(Number(value.d))) return direct;
  const shift = BigInt(Math.max(0, Math.max(bitLength(value.n), bitLength(value.d)) - 900));
  return Number(value.n >> shift) / Number(value.d >> shift);
}

/** The nearest whole number; halves go away from zero. */
export function round(value: Rational): bigint {
  const doubled = (value.n < 0n ? -value.n : value.n) * 2n + value.d;
  const size = doubled / (value.d * 2n);
  return value.n < 0n ? -size : size;
}

/** The greatest whole number that is not greater. */
export function floor(value: Rational): bigint {
  return value.n >= 0n ? value.n / value.d : -((-value.n + value.d - 1n) / value.d);
}
