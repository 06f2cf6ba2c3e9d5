import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseKinds } from "#lib/testing/database.ts";
import { callContext } from "#lib/testing/mcp/call-context.ts";
import {
  type EverythingServer,
  everythingOverStdio,
  filesystemOverStdio,
  startEverything,
} from "#lib/testing/mcp/reference-servers.ts";
import { withToolbox } from "#lib/testing/mcp/toolbox-bench.ts";
import { problemsOf } from "../tools-of-viewer.ts";
import { listServers } from "./summary.ts";

describe.each(["stdio", "http"] as const)("server-everything over %s", (transport) => {
  const bench = withToolbox("sqlite");
  let server: EverythingServer | null = null;
  beforeAll(async () => {
    if (transport === "http") server = await startEverything();
  });
  afterAll(() => server?.kill());

  async function connect(env: Record<string, string> = {}): Promise<void> {
    if (server === null) await bench.configure({ every: everythingOverStdio(env) });
    else await bench.add(server.url, { name: "Every" });
    await bench.agree("every");
  }
  const done = (result: unknown) => expect.objectContaining({ kind: "done", result });

  it("offers its tools once a person agreed, and until then nothing but a problem", async () => {
    if (server === null) await bench.configure({ every: everythingOverStdio() });
    else await bench.add(server.url, { name: "Every" });
    expect([...(await bench.tools()).keys()].filter((name) => name.startsWith("every__"))).toEqual([]);
    expect(await problemsOf(bench.viewer())).toMatchObject([
      { serverId: "every", message: expect.stringContaining("not agreed") },
    ]);
    await bench.agree("every");
    const tools = await bench.tools();
    expect(tools.get("every__echo")).toMatchObject({ title: "Echo Tool", effect: "read-only", server: { id: "every" } });
    expect(tools.get("every__toggle-simulated-logging")?.effect).toBe("with-effect");
    expect(await problemsOf(bench.viewer())).toEqual([]);
    expect((await listServers(bench.viewer())).servers).toMatchObject([
      { id: "every", transport, state: "connected", about: { name: "mcp-servers/everything" }, refusals: [] },
    ]);
  });

  it("calls, and shows text, structure, images and links for what they are", async () => {
    await connect();
    expect(await bench.run("every__echo", { message: "hello" })).toEqual(done("Echo: hello"));
    expect(await bench.run("every__get-sum", { a: 2, b: 40 })).toEqual(done("The sum of 2 and 40 is 42."));
    const weather = { temperature: 33, conditions: "Cloudy", humidity: 82 };
    expect(await bench.run("every__get-structured-content", { location: "New York" })).toMatchObject({
      kind: "done",
      result: weather,
      shown: { kind: "json", value: weather },
    });
    expect(await bench.run("every__get-tiny-image")).toMatchObject({
      kind: "done",
      result: expect.stringContaining("cannot be seen by you"),
      shown: { kind: "image", mediaType: "image/png", alt: expect.stringContaining("MCP") },
    });
    expect(await bench.run("every__get-resource-links", { count: 2 })).toMatchObject({
      kind: "done",
      result: expect.stringContaining("demo://resource/dynamic"),
    });
    expect(await bench.run("every__get-annotated-message", { messageType: "error" })).toEqual(done("Error: Operation failed"));
  });

  it("is not asked where the arguments do not fit", async () => {
    await connect();
    expect(await bench.run("every__get-sum", { a: "two" })).toMatchObject({
      kind: "failed",
      message: expect.stringContaining("`a`"),
    });
    expect(await bench.run("every__echo", {})).toMatchObject({ kind: "failed", message: expect.stringContaining("message") });
  });

  it("tells how far it is, and stops when it is stopped", async () => {
    await connect();
    const { context, said } = callContext({ viewer: bench.viewer() });
    const finished = bench.run("every__trigger-long-running-operation", { duration: 0.6, steps: 3 }, context);
    expect(await finished).toMatchObject({ kind: "done", result: expect.stringContaining("completed") });
    expect(said.progress.slice(0, 2)).toEqual([
      [1, 3, null],
      [2, 3, null],
    ]);
    const stopped = callContext({ viewer: bench.viewer() });
    const progress = (...[step]: [number, number | null, string | null]) => step === 1 && stopped.stop();
    const call = bench.run(
      "every__trigger-long-running-operation",
      { duration: 60, steps: 600 },
      { ...stopped.context, progress },
    );
    expect(await call).toEqual({ kind: "stopped" });
  });

  it("writes what it logs to the one call that runs", async () => {
    await connect();
    const { context, said } = callContext({ viewer: bench.viewer() });
    // Random levels, of which one is below what is asked for.
    for (let toggle = 0; toggle < 20 && said.written.length === 0; toggle++) {
      await bench.run("every__toggle-simulated-logging", {}, context);
      await bench.run("every__trigger-long-running-operation", { duration: 0.1, steps: 1 }, context);
    }
    expect(said.written[0]).toMatch(/^(info|notice|warning|error|critical|alert|emergency): .*level.message.*\n$/);
  });

  it.runIf(transport === "stdio")("S50 is given nothing of this process's environment but what its entry says", async () => {
    process.env.ALOUD_CANARY = "canary-of-the-environment";
    await connect({ MINE: "yes" });
    const { result } = (await bench.run("every__get-env")) as { result: Record<string, string> };
    expect(result.MINE).toBe("yes");
    const known = ["HOME", "LOGNAME", "MINE", "PATH", "SHELL", "TERM", "USER"];
    expect(Object.keys(result).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe.each(databaseKinds)("server-filesystem on %s", (kind) => {
  const bench = withToolbox(kind);
  let folder = "";
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "aloud-files-")));
    await writeFile(join(folder, "note.txt"), "Remember the milk.");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("reads and writes where it may, asks before it changes anything, and says what it may not", async () => {
    await bench.configure({ files: filesystemOverStdio(folder) });
    await bench.agree("files");
    const tools = await bench.tools();
    const effects = ["read_text_file", "list_directory", "write_file", "create_directory", "move_file"].map(
      (name) => tools.get(`files__${name}`)?.effect,
    );
    expect(effects).toEqual(["read-only", "read-only", "with-effect", "with-effect", "with-effect"]);
    const path = join(folder, "note.txt");
    expect(await bench.run("files__read_text_file", { path })).toMatchObject({ kind: "done", result: "Remember the milk." });
    await bench.run("files__write_file", { path: join(folder, "new.txt"), content: "written" });
    expect(await readFile(join(folder, "new.txt"), "utf8")).toBe("written");
    expect(await bench.run("files__read_text_file", { path: "/etc/passwd" })).toMatchObject({
      kind: "failed",
      message: expect.stringContaining("Access denied"),
    });
  });
});
