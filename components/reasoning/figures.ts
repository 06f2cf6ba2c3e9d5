/** Owns: counts and money as words. Unknown is a dash. Pure. */
import type { Cost } from "#lib/reasoning/event.ts";

export function formatCount(value: number | null): string {
  return value === null ? "–" : value.toLocaleString("en-US");
}

/** US dollars: cents from one dollar on, below that three figures, and at most six places. */
export function formatMoney(amount: number): string {
  if (amount === 0) return "$0";
  if (amount < 0.000001) return "<$0.000001";
  const places = amount >= 1 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(amount)));
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: places })}`;
}

/** A price as a list gives it: `$10`, `$1.25`, `$0.075`. */
export function formatPrice(amount: number): string {
  return `$${amount.toLocaleString("en-US", { maximumFractionDigits: 6, minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 })}`;
}

/** By which price a cost was reckoned, and whose that is. */
export function priceWords({ price }: Cost): string {
  const cached = price.cachedInput === null ? "" : ` / ${formatPrice(price.cachedInput)} cached`;
  const whose = price.from === "owner" ? `your own price of ${price.asOf}` : `list of ${price.asOf}`;
  return `at ${formatPrice(price.input)} in${cached} / ${formatPrice(price.output)} out per million, ${whose}`;
}
