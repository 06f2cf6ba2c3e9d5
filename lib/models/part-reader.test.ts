import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { partsOf, typesOf } from "#lib/testing/step.ts";
import { makeCallIds } from "./call-ids.ts";
import type { ModelPart } from "./model-part.ts";
import { makePartReader } from "./part-reader.ts";

type Options = Partial<Parameters<typeof makePartReader>[0]>;

function read(parts: ModelPart[], options: Options = {}) {
  let ids = 0;
  const reader = makePartReader({
    nextPartId: () => `p${++ids}`,
    form: "full",
    issuer: "me",
    mayWriteTags: false,
    ...options,
  });
  const drafts: Draft[] = [...parts.flatMap((part) => reader.take(part)), ...reader.close()];
  return { drafts, reader };
}
const think = (text: string, key = "r"): ModelPart => ({ type: "reasoning-delta", key, text });
const write = (text: string, key = "t"): ModelPart => ({ type: "text-delta", key, text });
const finish = (reason: Extract<ModelPart, { type: "finish" }>["reason"] = "stop"): ModelPart => ({
  type: "finish",
  reason,
  usage: undefined,
});
const shown = (parts: ModelPart[], options?: Options) =>
  partsOf(read(parts, options).drafts).map(({ kind, text, isCut }) => [kind, text, ...(isCut ? ["cut"] : [])]);

describe("thoughts and text", () => {
  it("are parts of their own, by what is written and by their keys", () => {
    expect(shown([think("a", "1"), think("b", "2"), write("c"), think("d", "1"), write("e"), finish()])).toEqual([
      ["full", "a"],
      ["full", "b"],
      ["text", "c"],
      ["full", "d"],
      ["text", "e"],
    ]);
  });

  it("are told apart by tags, from the first letter on where the template opened the thought", () => {
    const parts = [write("Hm.\n</think>\n\nYes.", "t"), { type: "text-end" as const, key: "t" }, finish()];
    expect(shown(parts, { mayWriteTags: true, startsInside: true })).toEqual([
      ["full", "Hm."],
      ["text", "Yes."],
    ]);
    expect(shown([write("<think>Hm.</think>Yes."), finish()], { mayWriteTags: true })).toEqual([
      ["full", "Hm."],
      ["text", "Yes."],
    ]);
  });

  it("begin inside only once", () => {
    const parts = [write("Hm.</think>Yes.", "1"), { type: "text-end" as const, key: "1" }, write("And no.", "2"), finish()];
    expect(shown(parts, { mayWriteTags: true, startsInside: true }).map(([kind]) => kind)).toEqual(["full", "text", "text"]);
  });

  it("leave no part where nothing was written", () => {
    expect(shown([think(""), { type: "reasoning-end", key: "r" }, write(""), { type: "text-end", key: "t" }, finish()])).toEqual(
      [],
    );
  });

  it("are whole when the provider or what follows ends them, and cut when a limit, a filter or nothing does", () => {
    expect(shown([think("a"), { type: "reasoning-end", key: "r" }])).toEqual([["full", "a"]]);
    expect(shown([think("a"), write("b")])).toEqual([
      ["full", "a"],
      ["text", "b"],
    ]);
    expect(shown([think("a"), finish("stop")])).toEqual([["full", "a"]]);
    expect(shown([think("a"), finish("length")])).toEqual([["full", "a", "cut"]]);
    expect(shown([think("a"), finish("content-filter")])).toEqual([["full", "a", "cut"]]);
    expect(shown([think("a")])).toEqual([["full", "a", "cut"]]);
  });

  it("are cut from when it was asked for to the first text", () => {
    let ids = 0;
    const reader = makePartReader({ nextPartId: () => `p${++ids}`, form: "full", issuer: "me", mayWriteTags: false });
    const drafts = [...reader.take(think("a"))];
    reader.cutThoughts();
    const seal = { type: "reasoning-end" as const, key: "r", seal: "s" };
    drafts.push(...[seal, write("b"), think("c"), seal, finish()].flatMap((part) => reader.take(part)), ...reader.close());
    expect(partsOf(drafts)).toMatchObject([{ text: "a", isCut: true }, { text: "b" }, { text: "c", seal: { data: "s" } }]);
    expect(partsOf(drafts)[0]).not.toHaveProperty("seal");
  });
});

describe("seals", () => {
  it("stand on the thought, the text or the call they came with, with their issuer", () => {
    const { drafts } = read([
      think("a"),
      { type: "reasoning-end", key: "r", seal: 1 },
      write("b"),
      { type: "text-end", key: "t", seal: 2 },
      { type: "tool-call", callId: "c", name: "now", args: {}, seal: 3 },
      finish("tool-calls"),
    ]);
    expect(drafts.flatMap((draft) => ("seal" in draft && draft.seal ? [[draft.type, draft.seal]] : []))).toEqual([
      ["reasoning-end", { issuer: "me", data: 1 }],
      ["text-end", { issuer: "me", data: 2 }],
      ["tool-call", { issuer: "me", data: 3 }],
    ]);
  });

  it("P30 make a part of a thought without text, sealed or withheld", () => {
    const parts: ModelPart[] = [
      { type: "reasoning-end", key: "a", seal: 1 },
      { type: "reasoning-end", key: "b", seal: 2, form: "redacted" },
      { type: "reasoning-end", key: "c", form: "redacted" },
      finish(),
    ];
    expect(partsOf(read(parts).drafts)).toMatchObject([
      { kind: "sealed", text: "", seal: { data: 1 } },
      { kind: "redacted", text: "", seal: { data: 2 } },
      { kind: "redacted", text: "" },
    ]);
  });

  it("P30 let a thought without text begin when it begins", () => {
    const { drafts } = read([
      { type: "reasoning-delta", key: "a", text: "", form: "sealed" },
      { type: "reasoning-end", key: "a", seal: 1 },
    ]);
    expect(drafts).toEqual([
      { type: "reasoning-start", partId: "p1", form: "sealed" },
      { type: "reasoning-end", partId: "p1", seal: { issuer: "me", data: 1 } },
    ]);
  });

  it("P30 on a text without words keep a part of their own", () => {
    const parts: ModelPart[] = [
      write("a", "1"),
      { type: "text-end", key: "1" },
      { type: "text-end", key: "2", seal: 1 },
      finish(),
    ];
    expect(partsOf(read(parts).drafts)).toMatchObject([{ text: "a" }, { kind: "text", text: "", seal: { data: 1 } }]);
  });

  it("name the earlier thoughts they hold by our ids, once", () => {
    const { drafts } = read([
      think("a", "1"),
      think("b", "2"),
      think("c", "3"),
      { type: "reasoning-end", key: "3", seal: "x", covers: ["1", "2"] },
      think("d", "1"),
      { type: "reasoning-end", key: "1", seal: "y", covers: ["2"] },
      finish(),
    ]);
    expect(partsOf(drafts).map(({ seal }) => seal?.covers)).toEqual([undefined, undefined, ["p1", "p2"], undefined]);
  });

  it("are not kept of a thought that was cut", () => {
    expect(partsOf(read([think("a"), finish("length")]).drafts)[0]).not.toHaveProperty("seal");
  });
});

describe("calls of tools", () => {
  it("end what was being written as soon as they begin", () => {
    const { drafts, reader } = read([
      think("I need the time."),
      { type: "tool-input", callId: "c", name: "now", delta: "{" },
      { type: "tool-input", callId: "c", name: "now", delta: "}" },
      { type: "tool-call", callId: "c", name: "now", args: {} },
      finish("tool-calls"),
    ]);
    expect(drafts.slice(2)).toEqual([
      { type: "reasoning-end", partId: "p1" },
      { type: "tool-input-start", partId: "p2", callId: "c", name: "now" },
      { type: "tool-input-delta", partId: "p2", delta: "{" },
      { type: "tool-input-delta", partId: "p2", delta: "}" },
      { type: "tool-call", partId: "p2", callId: "c", name: "now", args: {} },
    ]);
    expect(reader.toolCalls).toEqual([{ partId: "p2", callId: "c", name: "now", args: {} }]);
  });

  it("may be written side by side, and are known by ids that no other call of the run has", () => {
    const call = (callId: string, name: string): ModelPart => ({ type: "tool-call", callId, name, args: {} });
    const input = (callId: string, name: string): ModelPart => ({ type: "tool-input", callId, name, delta: name });
    const { drafts } = read(
      [input("a", "x"), input("b", "y"), call("b", "y"), call("a", "x"), call("a", "z"), call("", "w"), call("old", "v")],
      { claimCallId: makeCallIds(["old"]) },
    );
    expect(drafts.map((draft) => [draft.type, "partId" in draft && draft.partId, "callId" in draft && draft.callId])).toEqual([
      ["tool-input-start", "p1", "a"],
      ["tool-input-delta", "p1", false],
      ["tool-input-start", "p2", "b"],
      ["tool-input-delta", "p2", false],
      ["tool-call", "p2", "b"],
      ["tool-call", "p1", "a"],
      ["tool-call", "p3", "call_1"],
      ["tool-call", "p4", "call_2"],
      ["tool-call", "p5", "call_3"],
    ]);
  });

  it("P07 let no thought in tags swallow them", () => {
    const { drafts } = read([write("<think>Hm"), { type: "tool-call", callId: "c", name: "now", args: {} }], {
      mayWriteTags: true,
    });
    expect(typesOf(drafts)).toEqual(["reasoning-start", "reasoning-delta", "reasoning-end", "tool-call"]);
  });
});

it("what a reader knows of an answer beside its drafts", () => {
  const { reader } = read([
    { type: "response-start", responseId: "resp_1" },
    { type: "response-start", responseId: "resp_2" },
    think("One.", "1"),
    think("Two ", "2"),
    think("more.", "2"),
    write(" \n"),
  ]);
  expect(reader).toMatchObject({ responseId: "resp_1", hasAnswer: true, hasText: false, finish: null });
  expect(reader.thoughtText()).toBe("One.\n\nTwo more.");
});

it("sources are links and nothing else", () => {
  const { drafts } = read([
    { type: "source", url: "https://example.org/a", title: null },
    { type: "source", url: "javascript:alert(1)", title: "x" },
  ]);
  expect(drafts).toEqual([{ type: "source", partId: "p1", url: "https://example.org/a", title: null }]);
});

const key = fc.constantFrom("1", "2");
const text = fc.constantFrom("", " ", "one ", "two\n", "<think>", "</think>", "思");
const seal = fc.constantFrom(undefined, "proof");
const form = fc.constantFrom(undefined, "summary" as const, "sealed" as const, "redacted" as const);
const anyPart: fc.Arbitrary<ModelPart> = fc.oneof(
  fc.record({ type: fc.constant("reasoning-delta" as const), key, text }),
  fc.record({ type: fc.constant("reasoning-end" as const), key, seal, covers: fc.constantFrom(undefined, ["1"], ["1", "2"]) }),
  fc.record({ type: fc.constant("text-delta" as const), key, text }),
  fc.record({ type: fc.constant("text-end" as const), key, seal }),
  fc.record({ type: fc.constant("tool-input" as const), callId: key, name: fc.constant("now"), delta: text }),
  fc.record({ type: fc.constant("tool-call" as const), callId: key, name: fc.constant("now"), args: fc.constant({}), seal }),
  fc.record({
    type: fc.constant("finish" as const),
    reason: fc.constantFrom("stop" as const, "length" as const),
    usage: fc.constant(null),
  }),
  form.chain((of) =>
    fc.record({ type: fc.constant("reasoning-delta" as const), key, text, ...(of && { form: fc.constant(of) }) }),
  ),
);

describe("any answer", () => {
  it("opens and closes one part at a time, each under an id of its own", () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 30 }), fc.boolean(), (parts, mayWriteTags) => {
        const { drafts } = read(parts, { mayWriteTags });
        let open: string | null = null;
        const begun: string[] = [];
        const calls = new Set<string>();
        for (const draft of drafts) {
          if (!("partId" in draft)) continue;
          if (draft.type.startsWith("tool-")) {
            const isNew = !calls.has(draft.partId);
            if (draft.type === "tool-input-delta") expect(isNew).toBe(false);
            else expect(open).toBeNull();
            if (isNew) begun.push(draft.partId);
            if (draft.type === "tool-call") calls.delete(draft.partId);
            else calls.add(draft.partId);
          } else if (draft.type.endsWith("-start")) {
            expect(open).toBeNull();
            begun.push(draft.partId);
            open = draft.partId;
          } else expect(draft.partId).toBe(open);
          if (draft.type.endsWith("-end")) open = null;
        }
        expect(open).toBeNull();
        expect(new Set(begun).size).toBe(begun.length);
      }),
    );
  });

  it("loses no letter and keeps the order", () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 30 }), (parts) => {
        const said = parts.map((part) => ("text" in part ? part.text : "")).join("");
        const written = read(parts)
          .drafts.map((draft) => (draft.type === "reasoning-delta" || draft.type === "text-delta" ? draft.delta : ""))
          .join("");
        expect(written).toBe(said);
      }),
    );
  });

  it("has each seal at most once, and a thought covered by at most one", () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 30 }), (parts) => {
        const covered = read(parts).drafts.flatMap((draft) => ("seal" in draft && draft.seal?.covers) || []);
        expect(new Set(covered).size).toBe(covered.length);
      }),
    );
  });
});
