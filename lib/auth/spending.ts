/** Owns: what keys have spent: the known costs of the answers they asked for. */
import type { Caller, KeyPolicy } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Without a limit it is told for so many days. */
const usualDays = 30;

type Spending = KeyPolicy["spending"];

/** US dollars of the answers begun within the key's days. Answers without a known price, and those not at their end, add nothing. */
export async function spentBy(keyId: string, spending: Spending, now = systemClock.now()): Promise<number> {
  const where = begunWithin(keyId, spending, now);
  const { _sum } = await database().client.run.aggregate({ where, _sum: { cost: true } });
  return _sum.cost ?? 0;
}

/** Answers begun within the key's days whose cost nobody knows. */
export function unpricedBy(keyId: string, spending: Spending, now = systemClock.now()): Promise<number> {
  const isUnpriced = { endedAt: { not: null }, cost: null, reason: { not: "imported" } };
  return database().client.run.count({ where: { ...begunWithin(keyId, spending, now), ...isUnpriced } });
}

function begunWithin(keyId: string, spending: Spending, now: number) {
  return { keyId, createdAt: { gte: toColumn(now - (spending?.days ?? usualDays) * dayMs) } };
}

/** Throws AppError `spent`. What goes on at the moment is counted when it ends, so a key may end up a little over its limit. */
export async function checkSpending({ key }: Caller): Promise<void> {
  if (key === null || key.spending === null) return;
  const { amount, days } = key.spending;
  const spent = await spentBy(key.id, key.spending);
  if (spent < amount) return;
  const dollars = (sum: number) => `$${sum.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
  throw new AppError("spent", {
    message: `This key may spend ${dollars(amount)} in ${days} ${days === 1 ? "day" : "days"} and has spent ${dollars(spent)}.`,
  });
}
