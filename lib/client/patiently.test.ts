import { describe, expect, it } from "vitest";
import { patiently } from "./patiently.ts";

/** Code that comes at the given try. */
function coming(at: number) {
  let tries = 0;
  const load = async () => {
    tries += 1;
    if (tries < at) throw new Error(`try ${tries}`);
    return "code";
  };
  return { load, tries: () => tries };
}
const wait = async () => {};

describe("code that comes late", () => {
  it("is asked for until the line is back, however long that takes", async () => {
    const { load, tries } = coming(50);
    expect(await patiently(load, { wait, isServerThere: async () => false })()).toBe("code");
    expect(tries()).toBe(50);
  });

  it("is waited for longer and longer", async () => {
    const waits: number[] = [];
    const noting = async (ms: number) => void waits.push(ms);
    await patiently(coming(9).load, { wait: noting, isServerThere: async () => false })();
    expect(waits).toHaveLength(8);
    expect(Math.min(...waits.slice(4))).toBeGreaterThanOrEqual(5000);
  });

  it("is given up when the server is there and does not have it, and asked for anew by the next", async () => {
    const { load, tries } = coming(6);
    const fetchIt = patiently(load, { wait, isServerThere: async () => true });
    await expect(fetchIt()).rejects.toThrow("try 4");
    expect(await fetchIt()).toBe("code");
    expect(tries()).toBe(6);
  });

  it("is fetched once for all who ask", async () => {
    const { load, tries } = coming(3);
    const fetchIt = patiently(load, { wait, isServerThere: async () => false });
    expect(await Promise.all([fetchIt(), fetchIt()])).toEqual(["code", "code"]);
    await fetchIt();
    expect(tries()).toBe(3);
  });
});
