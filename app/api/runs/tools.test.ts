import { describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { readStream } from "#lib/testing/sse.ts";
import * as approvalRoute from "./[runId]/approval/route.ts";
import * as eventsRoute from "./[runId]/events/route.ts";
import * as outputRoute from "./[runId]/tools/[callId]/output/route.ts";

const unknownRun = "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6";

describe("tools over the API", () => {
  const bench = withRunEngine("sqlite");
  const decide = (runId: string, body: unknown) =>
    callRoute(approvalRoute.POST, `/api/runs/${runId}/approval`, { method: "POST", body, params: { runId } });
  const output = (runId: string, callId: string) =>
    callRoute(outputRoute.GET, `/api/runs/${runId}/tools/${callId}/output`, { params: { runId, callId } });
  const waitingRun = async () => {
    bench.tools().offer(aTool({ effect: "with-effect", run: async () => ({ result: "<script>é".repeat(20_000) }) }));
    const { call, runId } = await bench.startCall();
    call.call({ name: "echo", args: { word: "a" }, callId: "call_a" });
    await readUntil(bench.viewer(), runId, "run-wait");
    return runId;
  };

  it("allow a call that waits, while the stream of events stays open, and give out its whole output", async () => {
    const runId = await waitingRun();
    const stream = await callRoute(eventsRoute.GET, `/api/runs/${runId}/events`, { params: { runId } });
    const told = readStream(stream);
    expect(await readError(await output(runId, "call_a"))).toMatchObject({ status: 404 });
    const response = await decide(runId, { callId: "call_a", approved: true, scope: "once" });
    expect([response.status, await response.json()]).toEqual([200, { runId, callId: "call_a" }]);
    expect(await readError(await decide(runId, { callId: "call_a", approved: true }))).toMatchObject({ status: 409 });
    (await bench.models().nextCall()).answer("So.", "Done.");
    const events = (await told).filter(({ event }) => event === "event").map(({ data }) => JSON.parse(data) as RunEvent);
    expect(events).toEqual(await readToEnd(bench.viewer(), runId));
    const whole = await output(runId, "call_a");
    expect(whole.status).toBe(200);
    expect(whole.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(whole.headers.get("content-disposition")).toContain("attachment");
    expect(whole.headers.get("content-security-policy")).toContain("sandbox");
    expect(whole.headers.get("x-output-bytes")).toBe(String(20_000 * 10));
    expect(await whole.text()).toBe("<script>é".repeat(20_000));
  });

  it.each([
    [{ approved: true }, 400, "callId"],
    [{ callId: "call_a" }, 400, "approved"],
    [{ callId: "call_a", approved: "yes" }, 400, "approved"],
    [{ callId: "call_a", approved: true, scope: "for ever" }, 400, "scope"],
    [{ callId: "call_a", approved: false, scope: "always" }, 400, "scope"],
    [{ callId: "call_a", approved: false, reason: "x".repeat(2001) }, 400, "reason"],
    [{ callId: "call_a", approved: true, args: { word: "b" } }, 400, "args"],
    [{ callId: "call_b", approved: true }, 404, undefined],
    [{ callId: "x".repeat(201), approved: true }, 400, "callId"],
    [{ callId: "\0", approved: true }, 404, undefined],
  ])("refuse the decision %j and change nothing", async (body, status, field) => {
    const runId = await waitingRun();
    const answer = await readError(await decide(runId, body));
    expect([answer.status, answer.field]).toEqual([status, field]);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
  });

  it("are not there where nobody here has the run", async () => {
    expect(await readError(await decide(unknownRun, { callId: "call_a", approved: true }))).toMatchObject({ status: 404 });
    for (const callId of ["call_a", "", "\0", "..", "x".repeat(500)]) {
      expect(await readError(await output(unknownRun, callId))).toMatchObject({ status: 404 });
    }
  });
});
