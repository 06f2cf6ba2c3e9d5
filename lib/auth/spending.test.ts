import { describe, expect, it } from "vitest";
import type { Caller, KeyPolicy } from "#lib/core/caller.ts";
import { newId } from "#lib/core/id.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { storeRun } from "#lib/testing/stored-run.ts";
import { newKeySchema } from "./key-policy.ts";
import { createKey, listKeys, updateKey } from "./keys.ts";
import { checkSpending, spentBy, unpricedBy } from "./spending.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe.each(databaseKinds)("what keys spend on %s", (kind) => {
  const database = withDatabase(kind);
  const store = async (keyId: string | null, cost: number | null, ageMs = 0, now = Date.now()) => {
    const id = await storeRun(database());
    await database().client.run.update({ where: { id }, data: { keyId, cost, createdAt: BigInt(now - ageMs) } });
  };
  const callerWith = (id: string, spending: KeyPolicy["spending"]): Caller => ({
    viewer: { userId: database().localOwnerId },
    key: { id, name: "", exposure: "none", format: "tags", models: null, usesTools: false, spending, requestsPerMinute: null },
  });

  it("is the known cost of its own answers, begun within its days", async () => {
    const [key, other] = [newId("key"), newId("key")];
    await store(key, 0.25, dayMs);
    await store(key, 0.5, 2 * dayMs);
    await store(key, null);
    await store(key, 8, 8 * dayMs);
    await store(other, 16);
    await store(null, 32);
    expect(await spentBy(key, { amount: 1, days: 7 })).toBe(0.75);
    expect(await spentBy(key, null)).toBe(8.75);
    expect(await spentBy(newId("key"), null)).toBe(0);
  });

  it("does not know the cost of answers that ended without one, which is not what was only told of or goes on", async () => {
    const key = newId("key");
    const end = async (id: string, reason: string | null, cost: number | null) => {
      const endedAt = reason === null ? null : BigInt(Date.now());
      await database().client.run.update({ where: { id }, data: { keyId: key, cost, reason, endedAt } });
    };
    for (const reason of ["stop", "imported", null]) await end(await storeRun(database()), reason, null);
    await end(await storeRun(database()), "stop", 0.5);
    const createdAt = BigInt(Date.now());
    await database().client.run.updateMany({ where: { keyId: key }, data: { createdAt } });
    expect(await unpricedBy(key, null)).toBe(1);
  });

  it("begins to count with the moment the days begin", async () => {
    const key = newId("key");
    const now = 1_800_000_000_000;
    await store(key, 1, dayMs, now);
    await store(key, 2, dayMs + 1, now);
    expect(await spentBy(key, { amount: 1, days: 1 }, now)).toBe(1);
  });

  it("S49 refuses a key that has spent what it may, and says how much that was", async () => {
    const key = newId("key");
    const limit = { amount: 1, days: 30 };
    await store(key, 0.999);
    await checkSpending(callerWith(key, limit));
    await store(key, 0.001);
    await expect(checkSpending(callerWith(key, limit))).rejects.toMatchObject({
      code: "spent",
      message: "This key may spend $1.00 in 30 days and has spent $1.00.",
    });
    await checkSpending(callerWith(key, { amount: 1.01, days: 30 }));
    await checkSpending(callerWith(key, null));
    await checkSpending({ viewer: { userId: database().localOwnerId }, key: null });
  });

  it("is told in the list of keys, for the days of the limit that the key has", async () => {
    const viewer = { userId: database().localOwnerId };
    const { id } = await createKey(viewer, newKeySchema.parse({ name: "Editor", spending: { amount: 5, days: 2 } }));
    await store(id, 1);
    await store(id, 2, 3 * dayMs);
    expect((await listKeys(viewer))[0]?.spent).toBe(1);
    expect((await updateKey(viewer, id, { spending: { amount: 5, days: 4 } })).spent).toBe(3);
  });
});
