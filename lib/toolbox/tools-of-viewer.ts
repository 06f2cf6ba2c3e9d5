/** Owns: which tools a person's runs may use, and what is wrong with those that they cannot. */
import type { Viewer } from "#lib/core/viewer.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { searchConversations } from "./search-conversations.ts";
import { readSetUps } from "./set-up.ts";

export interface ToolProblem {
  /** Of a tool server, or the name of a tool. */
  serverId: string;
  name: string;
  message: string;
  suggestion: string;
}

/** Those that are on and work. Never throws for a server that is down. */
export async function toolsOf(viewer: Viewer): Promise<AnyTool[]> {
  const setUps = await readSetUps(viewer);
  const all: AnyTool[] = [searchConversations];
  return all.filter(({ name }) => setUps.get(name)?.isOn !== false);
}

export async function problemsOf(_viewer: Viewer): Promise<ToolProblem[]> {
  return [];
}
