import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCut } from "#lib/testing/arbitrary.ts";
import type { ModelPart } from "../model-part.ts";
import { makeToolFragments } from "./tool-fragments.ts";

const piece = (index: number | null, id: string | null, name: string | null, args: unknown) => ({
  ...(index !== null && { index }),
  ...(id !== null && { id }),
  type: "function",
  function: { ...(name !== null && { name }), arguments: args },
});

/** The calls as `callId name`, with their arguments. */
function calls(...fragments: unknown[]) {
  let made = 0;
  const parts: ModelPart[] = [];
  const tools = makeToolFragments(
    (part) => parts.push(part),
    () => `made${++made}`,
  );
  for (const fragment of fragments) tools.read(fragment);
  tools.release(true);
  return parts.flatMap((part) => (part.type === "tool-call" ? [[`${part.callId} ${part.name}`, part.args]] : []));
}

describe("P28 the pieces of tool calls", () => {
  const text = '{"city":"Rome","days":[1,2],"note":"a \\"}\\" b"}';
  const args = JSON.parse(text);

  it("may be one, or letters", () => {
    expect(calls(piece(0, "c1", "weather", text))).toEqual([["c1 weather", args]]);
    const letters = Array.from(text, (letter) => piece(0, null, null, letter));
    expect(calls(piece(0, "c1", "weather", ""), ...letters)).toEqual([["c1 weather", args]]);
  });

  it("may be cut anywhere, those of two calls taking turns", () => {
    fc.assert(
      fc.property(anyCut(text), anyCut(text), (first, second) => {
        const fragments: unknown[] = [piece(0, "c1", "a", ""), piece(1, "c2", "b", "")];
        for (let at = 0; at < Math.max(first.length, second.length); at++) {
          if (first[at] !== undefined) fragments.push(piece(0, null, null, first[at]));
          if (second[at] !== undefined) fragments.push(piece(1, null, null, second[at]));
        }
        expect(calls(...fragments)).toEqual([
          ["c1 a", args],
          ["c2 b", args],
        ]);
      }),
    );
  });

  it.each<[string, unknown, unknown]>([
    ["empty", "", {}],
    ["missing", undefined, {}],
    ["null", null, {}],
    ["an object already", { city: "Rome" }, { city: "Rome" }],
    ["JSON in a string", JSON.stringify('{"city":"Rome"}'), { city: "Rome" }],
    ["an empty object in front of the true one", '{}{"city":"Rome"}', { city: "Rome" }],
    ["no JSON", '{"city":Rome', '{"city":Rome'],
  ])("may have arguments that are %s", (_what, given, read) => {
    expect(calls(piece(0, "c1", "weather", given))).toEqual([["c1 weather", read]]);
  });

  it("may have no id, which is made", () => {
    expect(calls(piece(0, null, "a", "{}"), piece(1, "", "b", "{}"))).toEqual([
      ["made1 a", {}],
      ["made2 b", {}],
    ]);
  });

  it("may have no index: an id or a name begins a call", () => {
    expect(calls(piece(null, "c1", "a", '{"x":'), piece(null, null, null, "1}"), piece(null, "c2", "b", "{}"))).toEqual([
      ["c1 a", { x: 1 }],
      ["c2 b", {}],
    ]);
    expect(calls(piece(null, null, "a", "{}"), piece(null, null, "a", "{}"))).toHaveLength(2);
  });

  it("may use an index again for another call", () => {
    expect(calls(piece(0, "c1", "a", '{"x":1}'), piece(0, "c2", "b", "{}"))).toEqual([
      ["c1 a", { x: 1 }],
      ["c2 b", {}],
    ]);
    expect(calls(piece(0, null, "a", '{"x":1}'), piece(0, null, "a", '{"x":2}'))).toHaveLength(2);
  });

  it("may repeat id and name in each of them, and the whole call at the end", () => {
    const whole = piece(0, "c1", "a", '{"x":1}');
    expect(calls(piece(0, "c1", "a", '{"x":'), piece(0, "c1", "a", "1}"), whole)).toEqual([["c1 a", { x: 1 }]]);
  });

  it("may bring words of a channel with a name", () => {
    expect(calls(piece(0, "c1", "weather<|channel|>commentary", "{}"))).toEqual([["c1 weather", {}]]);
  });

  it("may bring arguments before the name, which are shown with it", () => {
    const parts: ModelPart[] = [];
    const tools = makeToolFragments((part) => parts.push(part));
    tools.read(piece(0, "c1", null, '{"x":'));
    tools.read(piece(0, null, "a", "1}"));
    expect(parts).toEqual([{ type: "tool-input", callId: "c1", name: "a", delta: '{"x":1}' }]);
  });

  it("are no call without a name", () => {
    expect(calls(piece(0, "c1", null, "{}"))).toEqual([]);
  });

  it("are given out early only when they are whole", () => {
    const parts: ModelPart[] = [];
    const tools = makeToolFragments((part) => parts.push(part));
    tools.read(piece(0, "c1", "a", "{}"));
    tools.read(piece(1, "c2", "b", '{"x":'));
    tools.release(false);
    expect(parts.filter(({ type }) => type === "tool-call")).toMatchObject([{ callId: "c1" }]);
    tools.read(piece(0, "c1", "a", "{}"));
    tools.read(piece(1, null, null, "1}"));
    tools.release(true);
    expect(parts.filter(({ type }) => type === "tool-call")).toMatchObject([{ callId: "c1" }, { callId: "c2", args: { x: 1 } }]);
  });
});
