import { afterEach, describe, expect, it } from "vitest";
import { databaseKinds, newAddress } from "#lib/testing/database.ts";
import { startAppending } from "#lib/testing/killable.ts";
import { deltas } from "#lib/testing/stored-run.ts";
import { open } from "./open.ts";
import { StartError } from "./start-error.ts";

describe.each(databaseKinds)("a process on %s", (kind) => {
  let dispose = async () => {};
  afterEach(() => dispose());

  it("keeps every other process out while it lives, and nobody once it was killed", async () => {
    const place = await newAddress(kind);
    dispose = place.dispose;
    const child = await startAppending(place.address);
    const refused = open(place.address, 300);
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(/Another process of this application is using/);
    await child.killAfter(1);
    const database = await open(place.address);
    await database.ping();
    await database.close();
  });

  it("waits for a process that is about to leave", async () => {
    const place = await newAddress(kind);
    dispose = place.dispose;
    const earlier = await open(place.address);
    const later = open(place.address);
    await earlier.close();
    await (await later).close();
  });

  it("loses no acknowledged event when it is killed, and leaves no gap", async () => {
    const place = await newAddress(kind);
    dispose = place.dispose;
    for (const least of [1, 7, 40, 150]) {
      const child = await startAppending(place.address);
      const acknowledged = await child.killAfter(least);
      const database = await open(place.address);
      const events = await database.log.read(child.runId, 0, 1_000_000);
      expect(events.length).toBeGreaterThanOrEqual(acknowledged);
      expect(events).toEqual(
        deltas(
          child.runId,
          1,
          events.map((_, index) => `event ${index + 1}`),
        ),
      );
      const run = await database.client.run.findUniqueOrThrow({ where: { id: child.runId } });
      expect(run).toMatchObject({ status: "running", lastSeq: events.length });
      if (kind === "sqlite") {
        expect(await database.client.$queryRawUnsafe("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
      }
      await database.close();
    }
  });
});
