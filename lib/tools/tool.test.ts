import { describe, expect, it, vi } from "vitest";
import { ToolFailure } from "./tool.ts";

describe("a tool's failure", () => {
  it("is known by who holds another copy of its class, and nothing else is", async () => {
    vi.resetModules();
    const copy = await import("./tool.ts");
    expect(copy.ToolFailure).not.toBe(ToolFailure);
    const failure = new copy.ToolFailure("No such page.");
    expect(failure instanceof ToolFailure).toBe(true);
    expect(new ToolFailure("x") instanceof copy.ToolFailure).toBe(true);
    expect(failure.message).toBe("No such page.");
    for (const other of [new Error("x"), null, undefined, "x", {}]) expect(other instanceof ToolFailure).toBe(false);
  });
});
