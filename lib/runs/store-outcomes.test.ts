import { describe, expect, it } from "vitest";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, withRunEngine } from "#lib/testing/run-engine.ts";
import { endHanded } from "./control.ts";
import { readView } from "./views.ts";

const tool = (name: string) => ({ name, description: `Does ${name}.`, inputSchema: { type: "object" } });

describe.each(databaseKinds)("a run that ends with the results of its client's tools on %s", (kind) => {
  const bench = withRunEngine(kind);
  const handed = async () => {
    const { call, runId } = await bench.startCall({}, { brief: { tools: [tool("read"), tool("write")] } });
    call.call({ name: "read", callId: "c1" }, { name: "write", callId: "c2" });
    await bench.ended(runId);
    return runId;
  };

  it("keeps them, says of the others that there is none, and asks no model any more", async () => {
    const runId = await handed();
    await endHanded(bench.viewer(), runId, [{ callId: "c1", text: "seen\0", isError: false }]);
    const view = await readView(bench.viewer(), runId);
    expect(view).toMatchObject({ status: "completed", reason: "tool-calls", waitsFor: null });
    expect(view.parts).toMatchObject([
      { callId: "c1", state: "done", result: "seen\uFFFD" },
      { callId: "c2", state: "failed", error: expect.stringMatching(/no result/) },
    ]);
    expect(view).toEqual(foldAll(emptyView(runId), await readToEnd(bench.viewer(), runId)));
    expect(bench.models().count()).toBe(1);
    const rows = await bench.database().client.toolCall.findMany({ where: { runId }, orderBy: { callId: "asc" } });
    expect(rows.map(({ state }) => state)).toEqual(["done", "unknown"]);
  });

  it("is left as it is where the results are of calls that it does not wait for", async () => {
    const runId = await handed();
    const results = [{ callId: "c9", text: "seen", isError: false }];
    const conflict = expect.objectContaining({ code: "conflict" }) as unknown as Error;
    await expect(endHanded(bench.viewer(), runId, results)).rejects.toThrow(conflict);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
  });
});
