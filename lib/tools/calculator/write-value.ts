/** Owns: writing what an expression gave: exactly where it is exact, in at most 20 digits otherwise. */
import type { BigNumber, Fraction, MathJsInstance, Unit } from "mathjs";
import type { CalculatorAnswer, WrittenNumber } from "./question.ts";

const digits = 20;
/** A number of 64 digits whose first 60 are a short number and zeros is taken for that number. */
const certainDigits = 60;
/** What the machine's own numbers are good for. */
export const machineDigits = 15;
const mostExactLength = 5000;
const mostCells = 10_000;

/** The value says in itself that it is no answer; the sentence is for the model. */
export class NoAnswer extends Error {}

/** `isExact`: fractions in it are the value itself. */
export function writeValue(math: MathJsInstance, value: unknown, isExact: boolean): CalculatorAnswer {
  if (value === undefined || value === null) throw new NoAnswer("The expression gives no value.");
  if (typeof value === "function") throw new NoAnswer("The expression defines a function. Call it as well: f(x) = x^2; f(3)");
  if (math.isMatrix(value) || Array.isArray(value)) return writeMatrix(math, value, isExact);
  if (typeof value === "boolean") return { kind: "words", text: String(value) };
  if (typeof value === "string") return { kind: "words", text: value };
  const number = writeNumber(math, value, isExact);
  return number ? { kind: "number", ...number } : { kind: "words", text: math.format(value, digits) };
}

function writeMatrix(math: MathJsInstance, value: unknown, isExact: boolean): CalculatorAnswer {
  const list: unknown = math.isMatrix(value) ? value.toArray() : value;
  if (!Array.isArray(list)) throw new NoAnswer("The expression gives no value.");
  const isVector = !list.some(Array.isArray);
  const rows: unknown[][] = isVector ? [list] : list.map((row) => (Array.isArray(row) ? row : [row]));
  if (rows.reduce((sum, row) => sum + row.length, 0) > mostCells) {
    throw new NoAnswer(`The result has more than ${mostCells.toLocaleString("en-US")} cells. Ask for a part or for a sum of it.`);
  }
  const written = rows.map((row) => row.map((cell) => writeNumber(math, cell, isExact)));
  const numbers = written.map((row) => row.filter((cell) => cell !== null));
  const isAllNumbers = numbers.every((row, index) => row.length === written[index]?.length);
  return isAllNumbers ? { kind: "matrix", rows: numbers, isVector } : { kind: "words", text: math.format(value, digits) };
}

/** Null for what is no number. */
function writeNumber(math: MathJsInstance, value: unknown, isExact: boolean): WrittenNumber | null {
  if (math.isFraction(value)) return isExact ? writeFraction(math, value) : writeDigits(math, toDigits(math, value));
  if (math.isBigNumber(value)) return writeDigits(math, value);
  if (typeof value === "bigint") return writeFraction(math, math.fraction(value));
  if (typeof value === "number") {
    // Sizes and counts are whole machine numbers also among fractions.
    return isExact && Number.isSafeInteger(value) ? writeFraction(math, math.fraction(value)) : writeMachine(math, value);
  }
  if (math.isComplex(value)) {
    if (!Number.isFinite(value.re) || !Number.isFinite(value.im)) throw notFinite();
    return { exact: null, decimal: math.format(value, machineDigits), isRounded: true };
  }
  if (math.isUnit(value)) return writeUnit(math, value);
  return null;
}

function writeFraction(math: MathJsInstance, value: Fraction): WrittenNumber {
  const sign = value.s < 0n ? "-" : "";
  const exact = value.d === 1n ? `${sign}${value.n}` : `${sign}${value.n}/${value.d}`;
  const { decimal } = writeDigits(math, toDigits(math, value));
  // A fraction ends in decimals where its denominator is made of twos and fives.
  const isRounded = !isShort(value);
  return { exact: exact.length <= mostExactLength ? exact : null, decimal, isRounded };
}

function isShort(value: Fraction): boolean {
  if (value.d === 1n) return value.n < 10n ** BigInt(digits) || /^\d{1,20}0*$/.test(value.n.toString());
  let denominator = value.d;
  let places = 0;
  while (denominator % 10n === 0n) [denominator, places] = [denominator / 10n, places + 1];
  for (const factor of [2n, 5n]) while (denominator % factor === 0n) [denominator, places] = [denominator / factor, places + 1];
  return denominator === 1n && ((value.n * 10n ** BigInt(places)) / value.d).toString().length <= digits;
}

function toDigits(math: MathJsInstance, value: Fraction): BigNumber {
  return math
    .bignumber(value.n.toString())
    .div(math.bignumber(value.d.toString()))
    .mul(value.s < 0n ? -1 : 1);
}

function writeDigits(math: MathJsInstance, value: BigNumber): WrittenNumber {
  if (!value.isFinite()) throw notFinite();
  const short = value.toSignificantDigits(digits);
  const isRounded = !short.equals(value.toSignificantDigits(certainDigits));
  return { exact: null, decimal: math.format(short, { lowerExp: -9, upperExp: 21, precision: digits }), isRounded };
}

function writeMachine(math: MathJsInstance, value: number): WrittenNumber {
  if (!Number.isFinite(value)) throw notFinite();
  const decimal = math.format(value, { lowerExp: -9, upperExp: 21, precision: machineDigits });
  return { exact: null, decimal, isRounded: !Number.isSafeInteger(value) };
}

/** The library chooses the prefix. */
function writeUnit(math: MathJsInstance, value: Unit): WrittenNumber {
  const isMachine = typeof value.toNumeric(value.formatUnits()) === "number";
  const precision = isMachine ? machineDigits : digits;
  const decimal = math.format(value, { lowerExp: -9, upperExp: 21, precision });
  if (/NaN|Infinity/.test(decimal)) throw notFinite();
  const isRounded = isMachine || decimal !== math.format(value, { lowerExp: -9, upperExp: 21, precision: certainDigits });
  return { exact: null, decimal, isRounded };
}

function notFinite(): NoAnswer {
  return new NoAnswer(
    "The result is not a finite number: something is divided by zero, not defined there, or too large to be written.",
  );
}
