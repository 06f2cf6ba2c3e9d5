import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfigFile, stampOfFile } from "./config-file.ts";
import { freeId, idFrom } from "./server-config.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "aloud-mcp-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const canary = "canary-0815-4711";
async function read(content: unknown, isTaken: (id: string) => boolean = () => false) {
  await writeFile(join(dataDir, "mcp.json"), typeof content === "string" ? content : JSON.stringify(content));
  const { servers, problems } = await readConfigFile(isTaken, { dataDir });
  for (const { message } of problems) expect(message).not.toContain("canary");
  return { servers, problems: problems.map(({ message }) => message) };
}

describe("the configuration file", () => {
  it("need not be there, and differs when it was changed", async () => {
    expect(await readConfigFile(() => false, { dataDir: join(dataDir, "nowhere") })).toEqual({
      servers: [],
      problems: [],
      stamp: null,
    });
    await read({ mcpServers: {} });
    const before = await stampOfFile({ dataDir });
    await read({ mcpServers: { a: { command: "a" } } });
    expect(await stampOfFile({ dataDir })).not.toBe(before);
  });

  it("names programs and addresses in the shape that others use, and more of it than is needed", async () => {
    const { servers, problems } = await read({
      inputs: [],
      mcpServers: {
        "My Files!": { command: "npx", args: ["-y", "x"], env: { KEY: canary }, cwd: "/tmp", alwaysAllow: ["a"] },
        "My files": { type: "stdio", command: "uvx" },
        web: { type: "http", url: "https://example.com/mcp?key=canary", headers: { Authorization: `Bearer ${canary}` } },
        off: { command: "x", disabled: true },
      },
    });
    expect(problems).toEqual(['The server "web" in mcp.json is left out: its "url" is not valid.']);
    expect(servers).toEqual([
      {
        id: "my-files",
        name: "My Files!",
        from: "file",
        reach: { kind: "stdio", command: "npx", args: ["-y", "x"], env: { KEY: canary }, directory: "/tmp" },
      },
      {
        id: "my-files-2",
        name: "My files",
        from: "file",
        reach: { kind: "stdio", command: "uvx", args: [], env: {}, directory: null },
      },
    ]);
  });

  it("gives way to a server of the settings that has the name", async () => {
    const { servers } = await read({ mcpServers: { files: { command: "x" } } }, (id) => id === "files");
    expect(servers.map(({ id }) => id)).toEqual(["files-file"]);
  });

  it.each([
    ['{"mcpServers": {"a": {"env": {"K": "canary"}}, }', "mcp.json is not JSON: see line 1, column 48."],
    ['{\n  "mcpServers": {\n    "a": canary\n  }\n}', "mcp.json is not JSON."],
    ['{\n  "mcpServers": {\n    "a": "canary"\n    "b": {}', "mcp.json is not JSON: see line 4, column 5."],
    ["", "mcp.json is not JSON."],
    ["[]", 'mcp.json holds no object "mcpServers" of servers by name.'],
    [{ servers: {} }, 'mcp.json holds no object "mcpServers" of servers by name.'],
    ["x".repeat(1_000_001), "mcp.json is larger than a megabyte."],
  ])("that cannot be read gives a sentence, says where, and repeats nothing: %#", async (content, sentence) => {
    expect(await read(content)).toEqual({ servers: [], problems: [sentence] });
  });

  it.each([
    [{}, 'it needs either a "command" or a "url"'],
    [{ command: "x", url: "https://example.com" }, 'it needs either a "command" or a "url"'],
    [{ command: canary, args: canary }, 'its "args" is not valid'],
    [{ command: "x", env: { A: 1 } }, 'its "env" is not valid'],
    [{ type: "sse", url: "https://example.com" }, "only streamable HTTP and stdio are spoken, not the older server-sent events"],
    [{ url: `http://${canary}@example.com` }, 'its "url" is not valid'],
    [{ url: "http://169.254.169.254/mcp" }, 'its "url" is not valid'],
    [{ url: "https://example.com", headers: { Host: canary } }, 'its "headers" is not valid'],
  ])("loses an entry that is none, and keeps the others: case %#", async (entry, complaint) => {
    const { servers, problems } = await read({ mcpServers: { bad: entry, good: { command: "x" } } });
    expect(servers.map(({ id }) => id)).toEqual(["good"]);
    expect(problems).toEqual([`The server "bad" in mcp.json is left out: ${complaint}.`]);
  });

  it("S46 may call a server what it likes", async () => {
    const { servers } = await read(
      '{"mcpServers":{"__proto__":{"command":"x"},"constructor":{"command":"x"},"":{"command":"x"},"日本":{"command":"x"}}}',
    );
    expect(servers.map(({ id }) => id)).toEqual(["constructor", "server", "server-2"]);
    expect(servers.map(({ name }) => name)).toEqual(["constructor", "server", "日本"]);
  });
});

describe("the id of a server", () => {
  it("is made of its name, and of a number where it is taken", () => {
    expect(["GitHub", "mcp.example.com", " 3 Ünits ", "", "a".repeat(50)].map(idFrom)).toEqual([
      "github",
      "mcp-example-com",
      "u-nits",
      "server",
      "a".repeat(32),
    ]);
    const taken = ["a", "a-2", "b".repeat(32)];
    expect(freeId("a", (id) => taken.includes(id))).toBe("a-3");
    expect(freeId("b".repeat(32), (id) => taken.includes(id))).toBe(`${"b".repeat(30)}-2`);
  });
});
