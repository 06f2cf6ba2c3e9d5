import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { heardContext } from "#lib/testing/heard-context.ts";
import { mostConsoleBytes } from "./guard-context.ts";
import { mostModelBytes, mostStoredBytes, runTool } from "./run-tool.ts";
import { defineTool } from "./schema.ts";
import { type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

const input = z.strictObject({ at: z.strictObject({ count: z.int().max(3) }).optional(), name: z.string().optional() });

function toolThat(run: (given: z.infer<typeof input>, context: ToolContext) => Promise<ToolOutput>, timeoutMs = 10_000) {
  const words = { name: "probe", title: "Probe", purpose: "Probes.", description: "Probes.", say: () => "probe" };
  return defineTool({ ...words, input, effect: "read-only", timeoutMs, run });
}

const contextOf = (signal = new AbortController().signal) => heardContext({ signal });

const never = () => new Promise<ToolOutput>(() => {});
const outcomeOf = (result: unknown, shown?: ToolOutput["shown"]) =>
  runTool(
    toolThat(async () => ({ result, ...(shown && { shown }) })),
    {},
    contextOf().context,
  );

describe("runTool", () => {
  it("hands on a result, its bytes and how it is shown", async () => {
    const outcome = await outcomeOf({ a: [1, "ä"] }, { kind: "text", text: "a" });
    expect(outcome).toEqual({
      kind: "done",
      result: { a: [1, "ä"] },
      shown: { kind: "text", text: "a" },
      full: null,
      bytes: 14,
      isShortened: false,
    });
  });

  it("checks the arguments first and names the field that does not fit", async () => {
    const run = vi.fn(async () => ({ result: 1 }));
    const tool = toolThat(run);
    const { context } = contextOf();
    expect(await runTool(tool, { at: { count: 9 } }, context)).toMatchObject({
      kind: "failed",
      isTimeout: false,
      message: expect.stringMatching(/^The arguments do not fit\. `at\.count`: .*3\.$/),
    });
    expect(await runTool(tool, { other: 1 }, context)).toMatchObject({ message: expect.stringContaining('"other"') });
    expect(await runTool(tool, "{ broken", context)).toMatchObject({ message: "The arguments are not a JSON object: { broken" });
    expect(await runTool(tool, [1], context)).toMatchObject({ kind: "failed" });
    expect(await runTool(tool, JSON.parse('{"__proto__":{"x":1}}'), context)).toMatchObject({ kind: "failed" });
    expect(run).not.toHaveBeenCalled();
    for (const nothing of [undefined, null, "", {}])
      expect(await runTool(tool, nothing, context)).toMatchObject({ kind: "done" });
  });

  it("tells a failure in the tool's words, and a defect without its words", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = toolThat(() => Promise.reject(new ToolFailure("There is no such page.")));
    expect(await runTool(failing, {}, contextOf().context)).toEqual({
      kind: "failed",
      message: "There is no such page.",
      isTimeout: false,
    });
    const secret = "sk-canary";
    const defects = [
      toolThat(() => Promise.reject(new Error(secret))),
      toolThat(() => {
        throw new TypeError(secret);
      }),
      toolThat(() => Promise.reject(secret)),
      toolThat(async () => undefined as unknown as ToolOutput),
      toolThat(async () => ({
        result: {
          get value() {
            throw new Error(secret);
          },
        },
      })),
    ];
    for (const tool of defects) {
      const outcome = await runTool(tool, {}, contextOf().context);
      expect(outcome).toMatchObject({ kind: "failed", message: expect.stringContaining("a fault of its own") });
      expect(JSON.stringify(outcome)).not.toContain(secret);
    }
    expect(log).toHaveBeenCalledTimes(defects.length);
    log.mockRestore();
  });

  it("leaves behind a tool that hangs and ignores its signal, and hears nothing of it any more", async () => {
    let late: ToolContext | null = null;
    let giveUp: (reason: Error) => void = () => {};
    const tool = toolThat((_, context) => {
      late = context;
      context.write("before\n");
      return new Promise((_, reject) => {
        giveUp = reject;
      });
    }, 20);
    const { context, heard } = contextOf();
    const outcome = await runTool(tool, {}, context);
    expect(outcome).toEqual({
      kind: "failed",
      message: "The tool did not finish within 0.02 seconds and was stopped.",
      isTimeout: true,
    });
    const left = late as unknown as ToolContext;
    expect(left.signal.aborted).toBe(true);
    left.write("after\n");
    left.progress(1, 2, null);
    left.source("https://example.org", null);
    giveUp(new Error("too late to be heard"));
    expect(heard).toEqual({ written: "before\n", progress: [], sources: [] });
  });

  it("ends at once when it is stopped, and does not begin when it already was", async () => {
    const stop = new AbortController();
    const { context } = contextOf(stop.signal);
    const running = runTool(toolThat(never), {}, context);
    stop.abort();
    expect(await running).toEqual({ kind: "stopped" });
    const run = vi.fn(never);
    expect(await runTool(toolThat(run), {}, context)).toEqual({ kind: "stopped" });
    expect(run).not.toHaveBeenCalled();
  });

  it("gives the model a part of 50 MB, keeps a larger one, and tells the size of all of it", async () => {
    const text = await outcomeOf(`BEGIN${"ä".repeat(25_000_000)}END`);
    if (text.kind !== "done") throw new Error(text.kind);
    expect(text.bytes).toBe(50_000_008);
    expect(text.result).toMatch(/^BEGINä+\n\[… [\d,]+ bytes left out …\]\nä+END$/);
    expect(Buffer.byteLength(String(text.result))).toBeLessThanOrEqual(mostModelBytes);
    expect(Buffer.byteLength(text.full ?? "")).toBeLessThanOrEqual(mostStoredBytes);
    expect(Buffer.byteLength(text.full ?? "")).toBeGreaterThan(mostStoredBytes - 10);

    const rows = Array.from({ length: 500_000 }, (_, id) => ({ id, text: "x".repeat(80) }));
    const value = await outcomeOf(rows, { kind: "json", value: rows });
    if (value.kind !== "done") throw new Error(value.kind);
    expect(value.bytes).toBe(Buffer.byteLength(JSON.stringify(rows)));
    expect(Buffer.byteLength(JSON.stringify(value.result))).toBeLessThanOrEqual(mostModelBytes * 1.3);
    expect(Buffer.byteLength(JSON.stringify(value.shown))).toBeLessThan(400_000);
  });

  it("shortens a list of entries as a list, with the whole kept", async () => {
    const rows = Array.from({ length: 2000 }, (_, id) => ({ id, text: "some words of a row" }));
    const outcome = await outcomeOf(rows);
    if (outcome.kind !== "done") throw new Error(outcome.kind);
    expect(outcome.isShortened).toBe(true);
    expect(JSON.parse(outcome.full ?? "")).toEqual(rows);
    expect((outcome.result as unknown[])[0]).toEqual(rows[0]);
    expect((outcome.result as unknown[]).at(-1)).toEqual(rows.at(-1));
  });

  it("makes plain JSON of whatever a tool returns", async () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const results: [unknown, unknown][] = [
      [undefined, null],
      [10n ** 30n, `1${"0".repeat(30)}`],
      [Symbol("x"), "Symbol(x)"],
      [new Date(0), "1970-01-01T00:00:00.000Z"],
      [new Map([["a", 1]]), { a: 1 }],
      [cyclic, ["[circular]"]],
      ["\uD800", "\uFFFD"],
    ];
    for (const [given, result] of results) expect(await outcomeOf(given)).toMatchObject({ kind: "done", result });
    const polluting = await outcomeOf(JSON.parse('{"__proto__":{"isAdmin":true}}'));
    expect(polluting.kind === "done" && JSON.stringify(polluting.result)).toBe('{"__proto__":{"isAdmin":true}}');
    expect(({} as { isAdmin?: true }).isAdmin).toBeUndefined();
  });

  it("bounds what a tool says while it runs", async () => {
    const tool = toolThat(async (_, context) => {
      for (let line = 0; line < 20_000; line++) context.write(`line ${line}\n`);
      context.progress(1, Number.NaN, null);
      context.progress(Number.POSITIVE_INFINITY, 1, null);
      for (let page = 0; page < 500; page++) context.source(`https://example.org/${page}`, null);
      return { result: null };
    });
    const { context, heard } = contextOf();
    await runTool(tool, {}, context);
    expect(heard.written).toMatch(/^line 0\n/);
    expect(heard.written).toMatch(/left out …\]\n$/);
    expect(Buffer.byteLength(heard.written)).toBeLessThan(mostConsoleBytes + 200);
    expect(heard.progress).toEqual([[1, null, null]]);
    expect(heard.sources).toHaveLength(100);
  });
});
