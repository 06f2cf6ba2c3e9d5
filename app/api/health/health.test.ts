import { afterEach, describe, expect, it, vi } from "vitest";
import { engine } from "#lib/runs/engine.ts";
import { callRoute } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { GET } from "./route.ts";

const database = withDatabase("sqlite");
const ask = async () => {
  const response = await callRoute(GET, "/api/health");
  return { status: response.status, body: await response.json() };
};

afterEach(() => vi.restoreAllMocks());

describe("the health of the application", () => {
  it("is ok while it can take work", async () => {
    const worker = { isAccepting: true, liveRuns: 0, unsavedRuns: 0 };
    expect(await ask()).toMatchObject({ status: 200, body: { status: "ok", database: "ok", worker } });
  });

  it("is degraded while a run waits for the store to take what it has", async () => {
    const abort = new AbortController();
    engine().live.set("run", {
      runId: "run",
      cut: null,
      abort,
      answerNow: new AbortController(),
      isUnsaved: true,
      isOwn: Promise.resolve(true),
      isLeaving: false,
      ended: Promise.resolve(),
    });
    expect(await ask()).toMatchObject({ status: 503, body: { status: "degraded", worker: { unsavedRuns: 1 } } });
    engine().live.delete("run");
    expect(await ask()).toMatchObject({ status: 200 });
  });

  it("is degraded when the database does not answer, and says so without waiting for it", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(database(), "ping").mockReturnValue(new Promise(() => {}));
    expect(await ask()).toMatchObject({ status: 503, body: { status: "degraded", database: "failed" } });
  });
});
