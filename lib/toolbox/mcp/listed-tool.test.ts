import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isToolName } from "#lib/tools/schema.ts";
import { type ListedTool, readListing } from "./listed-tool.ts";
import { agreeTo, noPins, pinStateOf, readPins, toldBefore, writePins } from "./pin.ts";
import { toolNameOf } from "./tool-name.ts";

const tool = (name: string, more: Partial<ListedTool> = {}): ListedTool => ({
  name,
  title: null,
  description: "",
  inputSchema: { type: "object" },
  annotations: {},
  ...more,
});

describe("S46 what a server's tool is called", () => {
  it.each([
    ["echo", "srv__echo"],
    ["__proto__", "srv____proto__"],
    ["constructor", "srv__constructor"],
    ["get file", /^srv__get_file_[0-9a-f]{8}$/],
    ["", /^srv___[0-9a-f]{8}$/],
    ["x".repeat(200), /^srv__x{50}_[0-9a-f]{8}$/],
    ["‮evil", /^srv___evil_[0-9a-f]{8}$/],
  ])("%j is %s", (name, expected) => {
    const given = toolNameOf("srv", name);
    if (typeof expected === "string") expect(given).toBe(expected);
    else expect(given).toMatch(expected);
  });

  it("is a name that a tool may have, and different for different names", () => {
    const names = fc.uniqueArray(fc.string({ unit: "binary", maxLength: 90 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(names, (all) => {
        const given = all.map((name) => toolNameOf("server-of-thirty-two-characters-x", name));
        expect(given.filter((name) => !isToolName(name))).toEqual([]);
        expect(new Set(given).size).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a list of tools", () => {
  const listed = (name: string, more: object = {}) => ({ name, inputSchema: { type: "object" as const }, ...more });

  it("S46 keeps one of two with the same name, and says so", () => {
    const { tools, refusals } = readListing([listed("a", { description: "first" }), listed("a", { description: "second" })]);
    expect(tools.map(({ description }) => description)).toEqual(["first"]);
    expect(refusals).toEqual(['The tool "a" is left out: there are two of that name.']);
  });

  it("leaves out what is too large to be told to a model, and keeps the rest", () => {
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 20_000; level++) deep = { a: deep };
    const given = [
      listed("long", { description: "x".repeat(9_000) }),
      listed("wide", { inputSchema: { type: "object", enum: ["x".repeat(70_000)] } }),
      listed("deep", { inputSchema: { type: "object", properties: deep } }),
      listed("x".repeat(300)),
      listed("good"),
    ];
    const { tools, refusals } = readListing(given);
    expect(tools.map(({ name }) => name)).toEqual(["good"]);
    expect(refusals).toHaveLength(4);
  });

  it("ends somewhere", () => {
    const { tools, refusals } = readListing(Array.from({ length: 5_000 }, (_, index) => listed(`t${index}`)));
    expect(tools).toHaveLength(200);
    expect(refusals).toEqual(["Only the first 200 of 5000 tools are taken."]);
  });
});

describe("S47 an agreement", () => {
  const offered = [tool("read"), tool("__proto__"), tool("write")];
  const pins = readPins(JSON.parse(JSON.stringify(writePins(agreeTo(noPins, "here", offered.slice(0, 2), offered)))));

  it("holds for what was agreed to, under any name, after it was stored", () => {
    expect(offered.map((one) => pinStateOf(pins, "here", one))).toEqual(["agreed", "agreed", "new"]);
  });

  it.each<Partial<ListedTool>>([
    { description: "Reads, and tells me." },
    { inputSchema: { type: "object", properties: { path: {} } } },
    { annotations: { readOnlyHint: true } },
    { title: "Another" },
  ])("does not hold for a tool that says something else: %j", (change) => {
    expect(pinStateOf(pins, "here", tool("read", change))).toBe("changed");
  });

  it("does not hold for a server at another place, nor for one that stands where it cannot be read", () => {
    expect(pinStateOf(pins, "there", tool("read"))).toBe("new");
    for (const broken of [null, "x", {}, { place: "here" }, { place: "here", tools: { read: "x" } }]) {
      expect(pinStateOf(readPins(broken), "here", tool("read"))).toBe("new");
    }
  });

  it("knows what a tool said before it changed, after it was stored, and of an older agreement does not", () => {
    const changed = tool("read", { description: "Reads, and tells me." });
    expect(toldBefore(pins, "here", changed)).toMatchObject({ description: tool("read").description });
    expect(toldBefore(pins, "here", tool("read"))).toBeNull();
    expect(toldBefore(pins, "there", changed)).toBeNull();
    const { told: _, ...older } = writePins(pins);
    expect(pinStateOf(readPins(older), "here", changed)).toBe("changed");
    expect(toldBefore(readPins(older), "here", changed)).toBeNull();
  });

  it("is added to, and forgets tools that are no longer there", () => {
    const later = agreeTo(pins, "here", [tool("write")], [tool("read"), tool("write")]);
    expect([...later.tools.keys()]).toEqual(["read", "write"]);
  });
});
