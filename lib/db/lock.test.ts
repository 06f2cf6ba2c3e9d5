import { describe, expect, it } from "vitest";
import { Lock } from "./lock.ts";

describe("the lock", () => {
  it("has one holder at a time, in the order they came", async () => {
    const lock = new Lock();
    const told: string[] = [];
    const hold = (name: string) =>
      lock.run(async () => {
        told.push(`${name} in`);
        await new Promise(setImmediate);
        told.push(`${name} out`);
      });
    await Promise.all(["a", "b", "c"].map(hold));
    expect(told).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });

  it("lets one in a hurry pass all who are not, one between two of them", async () => {
    const lock = new Lock();
    const order: string[] = [];
    const free = await lock.acquire();
    const hold = (name: string, isHurried: boolean) => lock.run(() => void order.push(name), isHurried);
    const all = [hold("a", false), hold("b", false), hold("1", true), hold("2", true), hold("3", true)];
    free();
    await Promise.all(all);
    expect(order).toEqual(["1", "a", "2", "b", "3"]);
  });

  it("is free again after a holder that failed", async () => {
    const lock = new Lock();
    await expect(lock.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await lock.run(() => "yes")).toBe("yes");
  });
});
