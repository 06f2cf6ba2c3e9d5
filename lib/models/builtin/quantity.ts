/** Owns: reading amounts with units, also in several parts ("5 feet 7 inches"). */
import { counted } from "./number-text.ts";
import { numberPattern } from "./question.ts";
import { add, type Rational, ratio, readRational } from "./rational.ts";
import { findUnit, toBase, type Unit } from "./unit-table.ts";

export interface Quantity {
  parts: { value: Rational; unit: Unit }[];
  /** Of all parts together, in the dimension's base unit. */
  base: Rational;
  dimension: string;
}

const mixed = /^(\d+) (\d+)\s?\/\s?(\d+)(?=[^\d])/;
const number = new RegExp(`^${numberPattern}(?:e[+-]?\\d{1,3}(?![a-z\\d]))?`, "i");

/** Null when the text is anything else than amounts of one dimension. */
export function readQuantity(text: string): Quantity | null {
  const parts: Quantity["parts"] = [];
  let rest = text.trim().replace(/^\((\d+\/\d+)\)/, "$1");
  while (rest !== "") {
    if (parts.length > 3) return null;
    const inParts = mixed.exec(rest);
    const plain = inParts ? null : number.exec(rest);
    const article = inParts || plain ? null : /^(?:(half) )?(?:an?|one) (?=[a-z])/i.exec(rest);
    const value = inParts
      ? add(readRational(inParts[1] ?? "") ?? ratio(0n), readRational(`${inParts[2]}/${inParts[3]}`) ?? ratio(0n))
      : plain
        ? readRational(plain[0])
        : article
          ? ratio(1n, article[1] ? 2n : 1n)
          : null;
    if (!value) return null;
    rest = rest.slice((inParts ?? plain ?? article)?.[0].length ?? 0).trimStart();
    const next = rest.search(/(?:^|[\s,'"]|[a-z](?=\d)(?![a-z][23](?:\s|$)))(?:and |, ?)?\d/i);
    const cut = next < 0 ? rest.length : /['"a-z]/i.test(rest[next] ?? "") ? next + 1 : Math.max(next, 0);
    const name = longestUnit(rest.slice(0, cut === 0 ? rest.length : cut).replace(/^of /, ""));
    if (!name) return null;
    parts.push({ value, unit: name.unit });
    rest = rest
      .slice(cut === 0 ? rest.length : cut)
      .replace(/^[\s,]*(?:and\s+)?/i, "")
      .trim();
  }
  const [first] = parts;
  if (!first) return null;
  const isOne = parts.every(
    ({ unit, value }) => unit.dimension === first.unit.dimension && (parts.length === 1 || value.n >= 0n),
  );
  const isFalling = parts.every(
    ({ unit }, i) =>
      i === 0 || unit.factor.n * (parts[i - 1]?.unit.factor.d ?? 1n) < (parts[i - 1]?.unit.factor.n ?? 0n) * unit.factor.d,
  );
  if (!isOne || !isFalling || (parts.length > 1 && first.unit.dimension === "temperature")) return null;
  const base = parts.map(({ value, unit }) => toBase(value, unit)).reduce(add);
  return { parts, base, dimension: first.unit.dimension };
}

function longestUnit(text: string): { unit: Unit } | null {
  const unit = findUnit(text.replace(/[\s,]+(?:and)?$/i, "").trim());
  return unit && { unit };
}

export function amount(value: Rational, unit: Unit): string {
  return counted(value, value.n === value.d ? unit.one : unit.many);
}

export function quantityText(quantity: Quantity): string {
  return quantity.parts.map(({ value, unit }) => amount(value, unit)).join(" ");
}
