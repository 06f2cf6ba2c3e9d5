import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { callContext } from "#lib/testing/mcp/call-context.ts";
import { type EverythingServer, startEverything, stdioServer } from "#lib/testing/mcp/reference-servers.ts";
import { type ScriptedServer, startScriptedServer, text } from "#lib/testing/mcp/scripted-server.ts";
import { withToolbox } from "#lib/testing/mcp/toolbox-bench.ts";
import { problemsOf } from "../tools-of-viewer.ts";

const canary = "canary-key-0815-4711";
let everything: EverythingServer | null = null;
let scripted: ScriptedServer | null = null;
afterEach(async () => {
  await Promise.all([everything?.kill(), scripted?.close()]);
  everything = null;
  scripted = null;
});

describe("a tool server in trouble", () => {
  const bench = withToolbox("sqlite");
  const problems = async () => (await problemsOf(bench.viewer())).map(({ message }) => message);

  it("killed in the middle of a call ends the call with a word, is reported, and is back when it is", async () => {
    everything = await startEverything();
    await bench.add(everything.url, { name: "Every" });
    await bench.agree("every");
    const { context } = callContext({ viewer: bench.viewer() });
    const progress = () => void everything?.kill();
    const call = bench.run("every__trigger-long-running-operation", { duration: 60, steps: 300 }, { ...context, progress });
    expect(await call).toMatchObject({ kind: "failed", message: expect.stringContaining("broke while the tool was running") });
    await vi.waitUntil(async () => (await problems()).includes("Every cannot be reached."), 10_000);
    expect((await bench.tools()).has("every__echo")).toBe(false);
    const port = Number(new URL(everything.url).port);
    everything = await startEverything(port);
    await vi.waitUntil(async () => (await bench.tools()).has("every__echo"), { timeout: 20_000, interval: 200 });
    expect(await bench.run("every__echo", { message: "again" })).toMatchObject({ kind: "done", result: "Echo: again" });
  });

  it("that is a program and dies in the middle of a call is started again, and its secrets stay its own", async () => {
    await bench.configure({ own: stdioServer("fair", canary) });
    await bench.agree("own");
    const before = await bench.run("own__pid");
    expect(await bench.run("own__die")).toMatchObject({ kind: "failed", message: expect.stringContaining("broke while") });
    expect(JSON.stringify(await problems())).not.toContain(canary);
    await vi.waitUntil(async () => (await bench.tools()).has("own__pid"), { timeout: 20_000, interval: 100 });
    const after = await bench.run("own__pid");
    expect(after.kind).toBe("done");
    expect(after).not.toEqual(before);
  });

  it("that ends before it is ready says with what words, without the secrets of its entry", async () => {
    await bench.configure({ own: stdioServer("dies", canary, `--host=${canary}.example`) });
    await vi.waitUntil(async () => (await problems()).some((message) => message.includes("ended")), 20_000);
    expect(await problems()).toEqual(["own ended before it was ready. The last it printed: The key ••• was refused by •••"]);
  });

  it("that is no program is said to be none", async () => {
    await bench.configure({ own: { command: "/nowhere/no-such-program" }, dir: { command: "/" } });
    await vi.waitUntil(async () => (await problems()).length === 2 && !(await problems()).join().includes("still"), 20_000);
    expect(await problems()).toEqual([
      'own cannot be started: there is no program "/nowhere/no-such-program".',
      'dir cannot be started: "/" may not be run.',
    ]);
  });

  it("that never answers holds nobody up: a run goes without it", async () => {
    await bench.configure({ mute: stdioServer("mute"), own: stdioServer("fair") });
    await bench.agree("own");
    expect([...(await bench.tools()).keys()]).toContain("own__pid");
    expect(await problems()).toEqual(["mute is still being connected to."]);
  });

  it("that hangs in a call is left when the call is stopped, and answers the next", async () => {
    await bench.configure({ own: stdioServer("fair") });
    await bench.agree("own");
    const { context, stop } = callContext({ viewer: bench.viewer() });
    const call = bench.run("own__hang", {}, context);
    setTimeout(stop, 100);
    expect(await call).toEqual({ kind: "stopped" });
    expect(await bench.run("own__pid")).toMatchObject({ kind: "done" });
  });

  it("that forgot the session is connected to anew, and runs the call once", async () => {
    scripted = await startScriptedServer([{ name: "go" }]);
    let runs = 0;
    scripted.onCall(() => text(`run ${++runs}`));
    const id = await bench.add(scripted.url, { name: "S" });
    await bench.agree(id);
    scripted.forgetSessions();
    expect(await bench.run("s__go")).toMatchObject({ kind: "done", result: "run 1" });
    expect(runs).toBe(1);
  });

  it("that sends more than can be held fails that call and no other", async () => {
    scripted = await startScriptedServer([{ name: "go" }]);
    scripted.onCall((_, { big }) => text(big ? "x".repeat(50_000_000) : "small"));
    await bench.agree(await bench.add(scripted.url, { name: "S" }));
    expect(await bench.run("s__go", { big: true })).toMatchObject({ kind: "failed" });
    expect(await bench.run("s__go", {})).toMatchObject({ kind: "done", result: "small" });
  });

  it.each([
    [404, "answered with HTTP status 404"],
    [500, "answered with HTTP status 500"],
    [403, "refuses what it was sent"],
  ])("that answers %i is told from one that is not there", async (status, sentence) => {
    scripted = await startScriptedServer();
    scripted.serve("/other", (_, response) => response.writeHead(status).end("<h1>canary</h1>"));
    await bench.add(`${scripted.origin}/other`, { name: "S" });
    await vi.waitUntil(async () => !(await problems()).join().includes("still"), 20_000);
    expect(await problems()).toEqual([expect.stringContaining(sentence)]);
  });

  it("that is taken out of the file is taken out of the tools, and put back with it", async () => {
    await bench.configure({ own: stdioServer("fair") });
    await bench.agree("own");
    expect([...(await bench.tools()).keys()]).toContain("own__pid");
    await bench.configure({});
    expect([...(await bench.tools()).keys()]).not.toContain("own__pid");
    await bench.configure("{ not JSON");
    expect(await problems()).toEqual([expect.stringContaining("mcp.json is not JSON")]);
    await bench.configure({ own: stdioServer("fair") });
    expect([...(await bench.tools()).keys()]).toContain("own__pid");
  });
});

describe("a program started for a tool server", () => {
  it("ends with this process, also one that does not want to", async () => {
    const script = fileURLToPath(import.meta.resolve("#lib/testing/mcp/hold-server.ts"));
    const holder = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: holder.stdout }), "line");
    const pid = Number(JSON.parse(String(line)).result.content[0].text);
    expect(isAlive(pid)).toBe(true);
    holder.kill("SIGTERM");
    await once(holder, "exit");
    await vi.waitUntil(() => !isAlive(pid), 5_000);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process.
    return false;
  }
}
