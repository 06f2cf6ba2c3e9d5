import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { deltas, storeRun } from "#lib/testing/stored-run.ts";
import { isNotFound, isUniqueViolation } from "./prisma-errors.ts";

describe.each(databaseKinds)("transactions on %s", (kind) => {
  const db = withDatabase(kind);
  const person = (id: string) => ({ data: { id, name: "Somebody", createdAt: 1n } });
  const exists = async (id: string) => (await db().client.person.count({ where: { id } })) === 1;

  it("keeps a row that was created beside a transaction that rolls back", async () => {
    const [inside, beside] = [newId("person"), newId("person")];
    const [plain, failed] = await openThenRollBack(inside, () => db().client.person.create(person(beside)));
    expect(plain.status).toBe("fulfilled");
    expect(failed.status).toBe("rejected");
    expect(await exists(beside)).toBe(true);
    expect(await exists(inside)).toBe(false);
  });

  it("keeps events that were appended beside a transaction that rolls back", async () => {
    const runId = await storeRun(db());
    const [appended, failed] = await openThenRollBack(newId("person"), () =>
      db().log.append([{ runId, epoch: 1, events: deltas(runId, 1, ["a"]) }]),
    );
    expect(appended).toEqual({ status: "fulfilled", value: new Set() });
    expect(failed.status).toBe("rejected");
    expect(await db().log.read(runId, 0, 10)).toHaveLength(1);
  });

  it("shows a reader nothing that is not committed", async () => {
    const runId = await storeRun(db());
    const gate = gateOf();
    const written = gateOf();
    const transaction = db().client.$transaction(async (tx) => {
      await tx.runEvent.create({ data: { runId, seq: 1, at: 1n, type: "text-delta", payload: "{}" } });
      written.resolve();
      await gate.promise;
      throw new Error("Roll back.");
    });
    await written.promise;
    const read = db().log.read(runId, 0, 10);
    gate.resolve();
    await expect(transaction).rejects.toThrow("Roll back.");
    expect(await read).toEqual([]);
  });

  it("runs many transactions and statements at once without losing one", async () => {
    const ids = Array.from({ length: 30 }, () => newId("person"));
    await Promise.all(
      ids.map((id, index) =>
        index % 2 === 0
          ? db().client.person.create(person(id))
          : db().client.$transaction(async (tx) => void (await tx.person.create(person(id))), { maxWait: 20_000 }),
      ),
    );
    expect(await db().client.person.count({ where: { id: { in: ids } } })).toBe(ids.length);
  });

  it("undoes a batch of writes when one of them fails", async () => {
    const id = newId("person");
    const batch = db().client.$transaction([db().client.person.create(person(id)), db().client.person.create(person(id))]);
    await expect(batch).rejects.toSatisfy(isUniqueViolation);
    expect(await exists(id)).toBe(false);
  });

  it("names the two refusals that services ask about", async () => {
    const id = newId("person");
    await db().client.person.create(person(id));
    await expect(db().client.person.create(person(id))).rejects.toSatisfy(isUniqueViolation);
    await expect(db().client.person.delete({ where: { id: newId("person") } })).rejects.toSatisfy(isNotFound);
  });

  /** Opens a transaction that writes a person, starts `beside` while it is open, and lets it fail; both outcomes. */
  async function openThenRollBack<T>(id: string, beside: () => Promise<T>) {
    const gate = gateOf();
    const written = gateOf();
    const failing = db().client.$transaction(async (tx) => {
      await tx.person.create(person(id));
      written.resolve();
      await gate.promise;
      throw new Error("Roll back.");
    });
    await written.promise;
    const outcome = Promise.allSettled([beside(), failing] as const);
    gate.resolve();
    return outcome;
  }
});

function gateOf(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
