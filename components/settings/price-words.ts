/** Owns: prices as they are written and read by people. Pure. */
import { plainDay } from "#lib/client/day-words.ts";
import type { Price } from "#lib/reasoning/event.ts";
import { formatPrice } from "../reasoning/figures.ts";

/** `$1.25 in, $10 out`. */
export function priceLine({ input, output }: Price): string {
  return `${formatPrice(input)} in, ${formatPrice(output)} out`;
}

/** Whose price it is, and of which day. */
export function priceOrigin({ from, asOf }: Price): string {
  return `${from === "owner" ? "yours" : "list"}, ${plainDay(asOf)}`;
}

/** What the list says of a model, in one or two sentences. */
export function listSentence(price: Price | null): string {
  if (price === null) return "The list that comes with Aloud has no price for this model.";
  const cached = price.cachedInput === null ? "" : `, ${formatPrice(price.cachedInput)} for cached input`;
  const limit =
    price.upToInput === undefined
      ? ""
      : ` It holds for up to ${price.upToInput.toLocaleString("en-US")} tokens of input; longer ones get no cost.`;
  return `The list says ${formatPrice(price.input)} for input${cached} and ${formatPrice(price.output)} for output, read on ${plainDay(price.asOf)}.${limit}`;
}

export const mostDollars = 100_000;

/**
 * Dollars as somebody wrote them: `1.25`, `1,25`, `$ 0.075`. Null for an empty field, undefined for what is no price.
 */
export function readDollars(text: string): number | null | undefined {
  const bare = text.trim().replace(/^\$\s*/, "");
  if (bare === "") return null;
  const plain = /^\d+,\d{1,2}$/.test(bare) || /^0,\d+$/.test(bare) ? bare.replace(",", ".") : bare;
  if (!/^(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const amount = Number(plain);
  return amount <= mostDollars ? amount : undefined;
}

/** A number as it stands in a field. */
export function writeDollars(amount: number | null | undefined): string {
  return amount === null || amount === undefined ? "" : String(Number(amount.toFixed(9)));
}
