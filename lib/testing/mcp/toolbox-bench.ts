/** A person's toolbox on a real database, with a configuration file of its own. */
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { env } from "#lib/core/env.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { Database, DatabaseKind } from "#lib/db/client.ts";
import { agreeToTools } from "#lib/toolbox/mcp/agree.ts";
import { closeAllLinks } from "#lib/toolbox/mcp/pool.ts";
import type { ServerConfig } from "#lib/toolbox/mcp/server-config.ts";
import { createServer, deleteServer } from "#lib/toolbox/mcp/store.ts";
import { forgetToolboxOf, toolboxOf } from "#lib/toolbox/toolbox-of-viewer.ts";
import { toolsOf } from "#lib/toolbox/tools-of-viewer.ts";
import { runTool, type ToolOutcome } from "#lib/tools/run-tool.ts";
import type { AnyTool, ToolContext } from "#lib/tools/tool.ts";
import { withDatabase } from "../database.ts";
import { callContext } from "./call-context.ts";

export interface ToolboxBench {
  database(): Database;
  /** The local owner. */
  viewer(): Viewer;
  /** Writes the configuration file: servers by name, or the text of the file. */
  configure(content: Record<string, ServerConfig["reach"] | object> | string): Promise<void>;
  /** Adds a server in the settings; resolves with its id. */
  add(url: string, more?: { name?: string; headers?: Record<string, string> }): Promise<string>;
  /** Agrees to everything that the server offers now. */
  agree(serverId: string): Promise<void>;
  /** The tools of a run, by name. */
  tools(): Promise<ReadonlyMap<string, AnyTool>>;
  /** Runs one of them as a run does. */
  run(name: string, args?: unknown, context?: Partial<ToolContext>): Promise<ToolOutcome>;
}

/** Call inside a describe. Servers are gone after each test. */
export function withToolbox(kind: DatabaseKind): ToolboxBench {
  const database = withDatabase(kind);
  const viewer = () => ({ userId: database().localOwnerId });
  const dataDirBefore = env().dataDir;
  let dataDir = "";
  let changes = 0;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "aloud-toolbox-"));
    Object.assign(env(), { dataDir });
  });
  afterEach(async () => {
    for (const { config } of (await toolboxOf(viewer())).servers) {
      if (config.from === "settings") await deleteServer(viewer(), config.id);
    }
    await database().client.toolSetup.deleteMany();
    await rm(join(dataDir, "mcp.json"), { force: true });
    forgetToolboxOf(viewer());
    await closeAllLinks();
  });
  afterAll(async () => {
    Object.assign(env(), { dataDir: dataDirBefore });
    await rm(dataDir, { recursive: true, force: true });
  });

  const tools = async () => new Map((await toolsOf(viewer())).map((tool) => [tool.name, tool]));
  return {
    database,
    viewer,
    async configure(content) {
      const path = join(dataDir, "mcp.json");
      await writeFile(path, typeof content === "string" ? content : JSON.stringify({ mcpServers: content }));
      // Two changes within a clock's tick are two changes.
      changes += 1;
      await utimes(path, 1_700_000_000, 1_700_000_000 + changes);
    },
    add: async (url, more = {}) => (await createServer(viewer(), { url, ...more })).config.id,
    agree: async (serverId) => void (await agreeToTools(viewer(), serverId, {})),
    tools,
    async run(name, args = {}, context = {}) {
      const tool = (await tools()).get(name);
      if (tool === undefined) throw new Error(`There is no tool ${name}.`);
      return runTool(tool, args, callContext({ viewer: viewer(), ...context }).context);
    },
  };
}
