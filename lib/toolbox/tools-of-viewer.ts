/** Owns: which tools a person's runs may use, and what is wrong with those that they cannot. */
import type { Viewer } from "#lib/core/viewer.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { configFileName } from "./mcp/config-file.ts";
import { agreedTools, liveServers } from "./mcp/live.ts";
import { problemsOfServer, type ServerProblem } from "./mcp/problems.ts";
import { ownTools } from "./own-tools.ts";
import { toolboxOf } from "./toolbox-of-viewer.ts";

/** `serverId`: of a tool server, the name of a tool, or of the configuration file. */
export type ToolProblem = ServerProblem;

/** A run waits so long for servers that are being connected to, and goes without them then. */
const waitMs = 5_000;

/** Those that are on and work; of servers only what was agreed to. Never throws for a server that is down. */
export async function toolsOf(viewer: Viewer): Promise<AnyTool[]> {
  const { setUps, servers } = await toolboxOf(viewer);
  const live = await liveServers(viewer, servers, waitMs);
  const all = [...ownTools(setUps).tools, ...live.flatMap(agreedTools)];
  return all.filter(({ name }) => setUps.get(name)?.isOn !== false);
}

/** Never throws for a server that is down. */
export async function problemsOf(viewer: Viewer): Promise<ToolProblem[]> {
  const { setUps, servers, fileProblems } = await toolboxOf(viewer);
  const live = await liveServers(viewer, servers, waitMs);
  const suggestion = `Change it in ${configFileName}, in the data directory. It is read again by itself.`;
  const ofFile = fileProblems.map(({ name, message }) => ({ serverId: configFileName, name, message, suggestion }));
  return [...ownTools(setUps).problems, ...ofFile, ...live.flatMap(problemsOfServer)];
}
