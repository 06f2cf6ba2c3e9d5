import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { describe, expect, it } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import { Lock } from "./lock.ts";
import { troubleOf, withPatience } from "./storage-trouble.ts";

const withCode = (code: string) => Object.assign(new Error("driver"), { code });

describe("storage trouble", () => {
  it.each([
    [withCode("SQLITE_BUSY"), "busy"],
    [withCode("SQLITE_BUSY_SNAPSHOT"), "busy"],
    [withCode("SQLITE_FULL"), "broken"],
    [withCode("SQLITE_IOERR_FSYNC"), "broken"],
    [withCode("40P01"), "busy"],
    [withCode("57P01"), "busy"],
    [withCode("ECONNREFUSED"), "busy"],
    [withCode("53100"), "broken"],
    [new DriverAdapterError({ kind: "SocketTimeout", originalCode: "SQLITE_BUSY" }), "busy"],
    [new DriverAdapterError({ kind: "sqlite", extendedCode: 13, message: "full", originalCode: "SQLITE_FULL" }), "broken"],
    [new DriverAdapterError({ kind: "ConnectionClosed" }), "busy"],
    [new Error("Connection terminated unexpectedly"), "busy"],
    [withCode("SQLITE_CONSTRAINT_PRIMARYKEY"), null],
    [withCode("23505"), null],
    [new Error("anything else"), null],
    ["no error at all", null],
  ])("of %s is %s", (error, trouble) => {
    expect(troubleOf(error)).toBe(trouble);
  });

  it("is waited out while it is busy", async () => {
    const tries: number[] = [];
    const value = await withPatience((triedBefore) => {
      tries.push(triedBefore);
      if (triedBefore < 3) throw withCode("SQLITE_BUSY");
      return "done";
    });
    expect(value).toBe("done");
    expect(tries).toEqual([0, 1, 2, 3]);
  });

  it("becomes a storage error when it stays, at once when the disk is full, and other errors pass", async () => {
    let tries = 0;
    const failing = (error: unknown, limitMs: number) =>
      withPatience(() => {
        tries++;
        throw error;
      }, limitMs);
    const isStorage = (error: unknown) => AppError.is(error) && error.code === "storage";
    await expect(failing(withCode("SQLITE_BUSY"), 50)).rejects.toSatisfy(isStorage);
    expect(tries).toBeGreaterThan(1);
    tries = 0;
    await expect(failing(withCode("SQLITE_FULL"), 10_000)).rejects.toSatisfy(isStorage);
    await expect(failing(new Error("other"), 10_000)).rejects.toThrow("other");
    expect(tries).toBe(2);
  });
});

describe("the lock", () => {
  it("lets one in after the other, in the order they came, also past a failure", async () => {
    const lock = new Lock();
    const log: string[] = [];
    const work = (name: string) =>
      lock.run(async () => {
        log.push(`${name} in`);
        await Promise.resolve();
        log.push(`${name} out`);
        if (name === "b") throw new Error("b failed");
        return name;
      });
    const results = await Promise.allSettled(["a", "b", "c"].map(work));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });
});
