import { describe, expect, it } from "vitest";
import type { EndStatus } from "#lib/reasoning/event.ts";
import { emptyView, type Part, type View } from "#lib/reasoning/view.ts";
import { aUsage } from "#lib/testing/builders.ts";
import { isLimitEaten, waysOnOf } from "./ways-on.ts";

const times = { step: 1, startedAt: 1000, endedAt: 2000 };
const thought: Part = { ...times, id: "p1", kind: "reasoning", form: "full", text: "Hm.", isCut: true };
const sealed: Part = { ...times, id: "p1", kind: "reasoning", form: "sealed", text: "", isCut: true };
const text: Part = { ...times, id: "p2", kind: "text", text: "Yes." };

function ended(status: EndStatus, reason: string, parts: Part[], over: Partial<View> = {}): View {
  return { ...emptyView("run_1"), status, reason, parts, usage: aUsage({ output: 4096 }), ...over };
}
const eaten = (over: Partial<View> = {}, parts: Part[] = [thought]) => ended("completed", "length", parts, over);

describe("thinking that used up the output limit", () => {
  it("is an end by length without a word of the answer", () => {
    expect(isLimitEaten(eaten())).toBe(true);
    expect(isLimitEaten(eaten({}, [thought, { ...text, text: " \n" }]))).toBe(true);
    expect(isLimitEaten(eaten({}, []))).toBe(true);
  });

  it("is not an answer cut by length, nor an end of another kind", () => {
    expect(isLimitEaten(eaten({}, [thought, text]))).toBe(false);
    expect(isLimitEaten(ended("completed", "stop", [thought]))).toBe(false);
    expect(isLimitEaten(ended("stopped", "length", [thought]))).toBe(false);
    expect(isLimitEaten({ ...eaten(), status: "running" })).toBe(false);
  });
});

describe("ways on from a thought without an answer", () => {
  it("are finishing it, and limits above the one that was not enough", () => {
    expect(waysOnOf(eaten(), null)).toEqual({ fromThought: "finish", limits: [8192, 16_384, 32_768] });
    expect(waysOnOf(eaten({ outputLimit: 20_000 }), null)?.limits).toEqual([32_768, 65_536, 131_072]);
  });

  it("stay within what the model can write, with its own most as the last", () => {
    expect(waysOnOf(eaten(), 20_000)?.limits).toEqual([8192, 16_384, 20_000]);
    expect(waysOnOf(eaten(), 8192)?.limits).toEqual([8192]);
    expect(waysOnOf(eaten(), 5000)?.limits).toEqual([5000]);
    expect(waysOnOf(eaten(), 4096)).toEqual({ fromThought: "finish", limits: [] });
  });

  it("do not answer from a thought that nobody can read", () => {
    expect(waysOnOf(eaten({}, [sealed]), null)).toMatchObject({ fromThought: null });
    expect(waysOnOf(eaten({}, [sealed]), 4096)).toBeNull();
  });

  it.each<EndStatus>(["stopped", "interrupted", "failed"])("are an answer from here where it was %s", (status) => {
    expect(waysOnOf(ended(status, "x", [thought]), null)).toEqual({ fromThought: "answer", limits: [] });
    expect(waysOnOf(ended(status, "x", [thought, text]), null)).toBeNull();
    expect(waysOnOf(ended(status, "x", []), null)).toBeNull();
  });

  it("are none where it is answered, and none while it goes on", () => {
    expect(waysOnOf(ended("completed", "stop", [thought, text]), null)).toBeNull();
    expect(waysOnOf({ ...eaten(), status: "running" }, null)).toBeNull();
  });
});
