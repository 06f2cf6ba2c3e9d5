import { describe, expect, it } from "vitest";
import { remember } from "#lib/core/remember.ts";
import { listen, ring, waitFor } from "./wake.ts";

const never = new AbortController().signal;
const long = 60_000;

describe("the bell", () => {
  it("wakes every reader of its run and no other", async () => {
    const [one, two, other] = [listen("a"), listen("a"), listen("b")];
    const waits = [one.wait(never, long), two.wait(never, long)];
    const quiet = other.wait(never, 1);
    ring("a");
    expect(await Promise.all(waits)).toEqual([true, true]);
    expect(await quiet).toBe(false);
    for (const listener of [one, two, other]) listener.close();
  });

  it("remembers a ring between two waits, once", async () => {
    const listener = listen("a");
    ring("a");
    ring("a");
    expect(await listener.wait(never, long)).toBe(true);
    expect(await listener.wait(never, 1)).toBe(false);
    listener.close();
  });

  it("stops waiting when told to", async () => {
    const listener = listen("a");
    const controller = new AbortController();
    const waiting = listener.wait(controller.signal, long);
    controller.abort();
    expect(await waiting).toBe(false);
    expect(await listener.wait(controller.signal, long)).toBe(false);
    const open = listener.wait(never, long);
    listener.close();
    expect(await open).toBe(false);
  });

  it("keeps nothing of a run that nobody listens to", async () => {
    const listener = listen("a");
    const waiting = waitFor("a", never, long);
    ring("a");
    expect(await waiting).toBe(true);
    listener.close();
    listener.close();
    ring("a");
    expect(remember("bell", () => new Map()).size).toBe(0);
  });
});
