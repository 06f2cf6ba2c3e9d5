import { describe, expect, it } from "vitest";
import type { OfferedTool } from "#lib/toolbox/mcp/summary.ts";
import { changesOf, standOfServer } from "./server-words.ts";

const tool = (state: OfferedTool["state"], more: Partial<OfferedTool> = {}): OfferedTool => ({
  name: "read",
  toolName: "notes__read",
  title: "Read",
  description: "Reads.",
  inputSchema: { type: "object" },
  effect: "read-only",
  pin: "0".repeat(64),
  state,
  before: null,
  ...more,
});
const textOf = (...tools: OfferedTool[]) => standOfServer({ state: "connected", tools }).text;

describe("how a server stands", () => {
  it("counts what is in use and what waits for agreement", () => {
    expect(textOf(tool("agreed"), tool("agreed"))).toBe("Connected, 2 tools");
    expect(textOf()).toBe("Connected, 0 tools");
    expect(textOf(tool("new"))).toBe("Connected, 1 tool needs your agreement");
    expect(textOf(tool("new"), tool("new"), tool("agreed"))).toBe("Connected, 1 tool in use, 2 tools need your agreement");
    expect(textOf(tool("changed"), tool("agreed"))).toBe("Connected, 1 tool in use, 1 tool changed and needs your agreement");
    expect(textOf(tool("changed"), tool("new"))).toBe("Connected, 2 tools are new or changed and need your agreement");
  });

  it("wants a person where one is needed, and only there", () => {
    const tones = (["off", "connecting", "locked", "failed", "unauthorized"] as const).map(
      (state) => standOfServer({ state, tools: [] }).tone,
    );
    expect(tones).toEqual(["quiet", "quiet", "bad", "bad", "person"]);
    expect(standOfServer({ state: "connected", tools: [tool("new")] }).tone).toBe("person");
    expect(standOfServer({ state: "connected", tools: [tool("agreed")] }).tone).toBe("good");
  });
});

describe("what a tool changed", () => {
  const before = { title: "Read", description: "Reads.", effect: "read-only" as const, hasSameArguments: true };

  it("is said of its title, its effect and its arguments; its description is shown beside the old one", () => {
    expect(changesOf(tool("changed", { before: { ...before, description: "Other." } }))).toEqual([]);
    expect(changesOf(tool("changed", { before: { ...before, title: null } }))).toEqual(["It had no title."]);
    expect(changesOf(tool("changed", { before: { ...before, title: "Look" } }))).toEqual(['It was called "Look".']);
    expect(changesOf(tool("changed", { before: { ...before, effect: "with-effect" } }))).toEqual([
      "It said that it may change something; now it says that it only reads.",
    ]);
    expect(changesOf(tool("changed", { effect: "with-effect", before: { ...before, hasSameArguments: false } }))).toEqual([
      "It said that it only reads; now it may change something.",
      "Its arguments have changed.",
    ]);
  });

  it("is nothing where it is not known", () => {
    expect(changesOf(tool("changed"))).toEqual([]);
  });
});
