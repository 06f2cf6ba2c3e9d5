import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { heardContext } from "#lib/testing/heard-context.ts";
import { mostModelBytes, mostStoredBytes, runTool } from "./run-tool.ts";
import { defineTool } from "./schema.ts";
import { type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

const words = { name: "probe", title: "Probe", purpose: "Probes.", description: "Probes.", say: () => "probe" };
const toolThat = (run: (context: ToolContext) => Promise<ToolOutput>) =>
  defineTool<{ name?: string | undefined }>({
    ...words,
    input: z.strictObject({ name: z.string().optional() }),
    effect: "read-only",
    timeoutMs: 60_000,
    run: (_, context) => run(context),
  });
const outcomeOf = (output: ToolOutput) =>
  runTool(
    toolThat(async () => output),
    {},
    heardContext().context,
  );
const doneOf = async (output: ToolOutput) => {
  const outcome = await outcomeOf(output);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome;
};

const bad = "a\0b\ud83d";
const good = "a\uFFFDb\uFFFD";

const shapes: [ToolShown, ToolShown][] = [
  [
    { kind: "text", text: bad, language: bad },
    { kind: "text", text: good, language: good },
  ],
  [
    { kind: "markdown", text: bad },
    { kind: "markdown", text: good },
  ],
  [
    { kind: "json", value: { [bad]: [bad, 1, null] } },
    { kind: "json", value: { [good]: [good, 1, null] } },
  ],
  [
    { kind: "table", columns: [bad], rows: [[bad], [1]] },
    { kind: "table", columns: [good], rows: [[good], [1]] },
  ],
  [
    { kind: "image", mediaType: "image/png", data: "AAAA", alt: bad },
    { kind: "image", mediaType: "image/png", data: "AAAA", alt: good },
  ],
  [
    { kind: "series", title: bad, xLabel: bad, yLabel: bad, points: [{ x: bad, y: 1 }] },
    { kind: "series", title: good, xLabel: good, yLabel: good, points: [{ x: good, y: 1 }] },
  ],
  [
    { kind: "links", links: [{ url: bad, title: bad, excerpt: bad }] },
    { kind: "links", links: [{ url: good, title: good, excerpt: good }] },
  ],
];

describe("what cannot be stored is replaced", () => {
  it("in a result, its keys too, however deep", async () => {
    expect(await outcomeOf({ result: bad })).toMatchObject({ result: good, bytes: 8 });
    expect(await outcomeOf({ result: { [bad]: [{ deep: [bad, "fine 😀"] }] } })).toMatchObject({
      result: { [good]: [{ deep: [good, "fine 😀"] }] },
    });
  });

  it.each(shapes)("in what is shown: $kind", async (given, shown) => {
    expect(await outcomeOf({ result: null, shown: given })).toMatchObject({ shown });
  });

  it("in a failure, the tool's own or one of its arguments", async () => {
    const failing = toolThat(() => Promise.reject(new ToolFailure(bad)));
    expect(await runTool(failing, {}, heardContext().context)).toMatchObject({ kind: "failed", message: good });
    const run = vi.fn();
    for (const args of [{ [bad]: 1 }, bad]) {
      const outcome = await runTool(toolThat(run), args, heardContext().context);
      expect(outcome).toMatchObject({ kind: "failed", message: expect.stringContaining(good) });
    }
    expect(run).not.toHaveBeenCalled();
  });

  it("in what a tool says while it runs", async () => {
    const { context, heard } = heardContext();
    const talking = toolThat(async ({ write, progress, source }) => {
      write(bad);
      progress(1, 2, bad);
      source(bad, bad);
      write(`\ud83d${"\0".repeat(100_000)}`);
      return { result: null };
    });
    await runTool(talking, {}, context);
    expect(heard.progress).toEqual([[1, 2, good]]);
    expect(heard.sources).toEqual([{ url: good, title: good }]);
    expect(heard.written.startsWith(`${good}\uFFFD\uFFFD`)).toBe(true);
    expect(heard.written).not.toContain("\0");
  });

  it("in what is kept of an output too long for the model, within the same bounds, with every byte counted", async () => {
    const text = `BEGIN${"\0".repeat(mostModelBytes)}END`;
    const { result, full, bytes } = await doneOf({ result: text });
    expect(full).toBe(text.replaceAll("\0", "\uFFFD"));
    expect(bytes).toBe(Buffer.byteLength(full ?? ""));
    const [whole, head = "", left = "", tail = ""] =
      /^(BEGIN\uFFFD+)\n\[… ([\d,]+) bytes left out …\]\n(\uFFFD+END)$/.exec(`${result}`) ?? [];
    expect(Buffer.byteLength(whole ?? "")).toBeLessThanOrEqual(mostModelBytes);
    expect(Number(left.replaceAll(",", ""))).toBe(bytes - Buffer.byteLength(head) - Buffer.byteLength(tail));
    const rows = await doneOf({ result: Array.from({ length: 5000 }, () => ({ [bad]: bad })) });
    expect(rows.isShortened).toBe(true);
    expect((rows.result as unknown[])[0]).toEqual({ [good]: good });
    expect(rows.full).not.toContain("\0");
  });

  it("in 50 MB of nothing else, without work for what is left out", async () => {
    const { result, full, bytes } = await doneOf({ result: "\0".repeat(50_000_000) });
    expect(bytes).toBe(150_000_000);
    expect(Buffer.byteLength(`${result}`)).toBeLessThanOrEqual(mostModelBytes);
    expect(Buffer.byteLength(full ?? "")).toBeLessThanOrEqual(mostStoredBytes);
    expect(`${result}${full}`).not.toContain("\0");
  });
});
