import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countInMinute } from "./last-minute.ts";

let names = 0;
const newName = () => `test ${names++}`;

describe("the last minute", () => {
  it("holds so many and no more, until the first of them is a minute ago", () => {
    const name = newName();
    expect([1_000, 2_000, 3_000].map((at) => countInMinute(name, 2, at).waitMs)).toEqual([0, 0, 58_000]);
    expect([60_999, 61_000, 61_001].map((at) => countInMinute(name, 2, at).waitMs)).toEqual([1, 0, 999]);
  });

  it("lets through for ever who asks steadily below the limit", () => {
    const name = newName();
    for (let at = 0; at < 100 * 60_000; at += 31_000) expect(countInMinute(name, 2, at).waitMs).toBe(0);
  });

  it("says a wait that suffices when the limit was lowered meanwhile", () => {
    const name = newName();
    for (let at = 0; at < 5; at++) countInMinute(name, 5, at);
    const { waitMs } = countInMinute(name, 2, 10);
    expect(countInMinute(name, 2, 10 + waitMs - 1).waitMs).toBe(1);
    expect(countInMinute(name, 2, 10 + waitMs).waitMs).toBe(0);
  });

  it("never holds more in any minute, and refuses only when it is full", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30_000), { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (pauses, most) => {
        const name = newName();
        const taken: number[] = [];
        let at = 0;
        for (const pause of pauses) {
          at += pause;
          const within = taken.filter((each) => each > at - 60_000).length;
          const isTaken = countInMinute(name, most, at).waitMs === 0;
          expect(isTaken).toBe(within < most);
          if (isTaken) taken.push(at);
        }
      }),
    );
  });

  it("forgets names with nothing left to count", () => {
    for (let index = 0; index < 1_000; index++) countInMinute(newName(), 1, 10_000_000);
    const name = newName();
    countInMinute(name, 1, 20_000_000);
    expect(countInMinute(name, 1, 20_000_001).waitMs).toBe(59_999);
  });
});
