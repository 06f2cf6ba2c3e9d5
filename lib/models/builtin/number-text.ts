/** Owns: how numbers are written, in plain text and in LaTeX. */
import { absolute, isInteger, multiply, power, type Rational, ratio, round } from "./rational.ts";

const mostExactDecimals = 10;

/** Decimals needed to write the value exactly; null when no number of decimals does, or more than `most` are needed. */
export function exactDecimals(value: Rational, most = mostExactDecimals): number | null {
  let below = value.d;
  let twos = 0;
  let fives = 0;
  while (below % 2n === 0n) {
    below /= 2n;
    twos += 1;
  }
  while (below % 5n === 0n) {
    below /= 5n;
    fives += 1;
  }
  const needed = Math.max(twos, fives);
  return below === 1n && needed <= most ? needed : null;
}

/** `12,345` from five digits on. */
function group(digits: string): string {
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** With exactly `decimals` decimals, rounded half away from zero. */
export function fixed(value: Rational, decimals: number): string {
  const scaled = round(multiply(value, power(ratio(10n), BigInt(decimals))));
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const text = group(digits.slice(0, cut)) + (decimals > 0 ? `.${digits.slice(cut)}` : "");
  return scaled < 0n ? `−${text}` : text;
}

/** The power of ten of the first digit. */
function magnitude(value: Rational): number {
  const size = absolute(value);
  if (size.n >= size.d) return (size.n / size.d).toString().length - 1;
  const below = (size.d / size.n).toString().length;
  return size.n * 10n ** BigInt(below) >= 10n * size.d ? 1 - below : -below;
}

/** Rounded to about `significant` digits, without trailing zeros; very large and very small values as a power of ten. */
export function rounded(value: Rational, significant = 10): string {
  if (value.n === 0n) return "0";
  const place = magnitude(value);
  if (place >= 21 || place < -9) {
    const scaled = multiply(value, power(ratio(10n), BigInt(-place)));
    return `${trimZeros(fixed(scaled, significant - 1))} × 10^${place < 0 ? "−" : ""}${Math.abs(place)}`;
  }
  return trimZeros(fixed(value, Math.max(0, significant - 1 - place)));
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

const mostDigits = 40;

/** Exactly: `36`, `0.75`, or `7/12` when no short decimal is exact; whole numbers of many digits by their ends. */
export function plain(value: Rational): string {
  const digits = absolute(value).n.toString();
  if (digits.length > mostDigits && isInteger(value)) {
    return `${value.n < 0n ? "−" : ""}${digits.slice(0, 10)}…${digits.slice(-10)} (${digits.length} digits)`;
  }
  const decimals = exactDecimals(value);
  if (decimals !== null) return fixed(value, decimals);
  return `${fixed(ratio(value.n), 0)}/${fixed(ratio(value.d), 0)}`;
}

/** As programs write it: `-1234.5`; null when no number of decimals up to `most` is exact. */
export function digitsOf(value: Rational, most = mostExactDecimals): string | null {
  const decimals = exactDecimals(value, most);
  return decimals === null ? null : fixed(value, decimals).replaceAll(",", "").replace("−", "-");
}

/** As `plain`, in brackets when a sign would stand beside an operator. */
export function operand(value: Rational): string {
  return value.n < 0n ? `(${plain(value)})` : plain(value);
}

/** Fractions with more than this below are told as decimals only. */
const mostBelow = 100_000n;

/** Exactly, and where that is a fraction also as a rounded decimal: `7/12 ≈ 0.5833333333`; an unwieldy one only so. */
export function plainBoth(value: Rational): string {
  if (exactDecimals(value) !== null) return plain(value);
  return value.d > mostBelow ? `≈ ${rounded(value)}` : `${plain(value)} ≈ ${rounded(value)}`;
}

/** For inside `$…$`. */
export function latex(value: Rational): string {
  const decimals = exactDecimals(value);
  const sign = value.n < 0n ? "-" : "";
  const digits = absolute(value).n.toString();
  if (digits.length > mostDigits && isInteger(value)) return `${sign}${digits.slice(0, 10)}\\ldots ${digits.slice(-10)}`;
  if (decimals !== null) return sign + fixed(absolute(value), decimals).replaceAll(",", "{,}");
  return `${sign}\\frac{${absolute(value).n}}{${value.d}}`;
}

/** A rounded decimal for inside `$…$`. */
export function latexDecimal(text: string): string {
  return text
    .replaceAll("−", "-")
    .replaceAll(",", "{,}")
    .replace(/ × 10\^(-?\d+)/, " \\times 10^{$1}");
}

/** As a fraction even where a decimal is exact. */
export function latexFraction(value: Rational): string {
  if (isInteger(value)) return latex(value);
  return `${value.n < 0n ? "-" : ""}\\frac{${absolute(value).n}}{${value.d}}`;
}

/** For the answer: `36`, `0.75`, `$\frac{7}{12}$ ≈ 0.5833333333`. */
export function answerText(value: Rational): string {
  if (exactDecimals(value) !== null) return plain(value);
  return value.d > mostBelow ? `≈ ${rounded(value)}` : `$${latex(value)}$ ≈ ${rounded(value)}`;
}

/** Money: two decimals where they are exact, four digits more where they are not. */
export function moneyText(value: Rational, symbol: string): string {
  const decimals = exactDecimals(value);
  const text =
    decimals === null || decimals > 2 ? `≈ ${symbol}${fixed(value, 2)}` : symbol + fixed(value, decimals === 0 ? 0 : 2);
  return text;
}

/** `3 apples`, `1 apple`: the noun as given, with the number before it. */
export function counted(value: Rational, noun: string): string {
  return noun === "" ? plainBoth(value) : `${plainBoth(value)} ${noun}`;
}

/** The value for programs: `36` or `7/12`. */
export function machineText(value: Rational): string {
  return isInteger(value) ? value.n.toString() : `${value.n}/${value.d}`;
}
