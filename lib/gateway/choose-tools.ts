/** Owns: which tools of this application the run of a client may use. */
import type { Caller } from "#lib/core/caller.ts";
import type { ClientTool } from "#lib/reasoning/brief.ts";
import { engine } from "#lib/runs/engine.ts";
import { searchConversations } from "#lib/toolbox/search-conversations.ts";
import { ceilingOf } from "./exposure.ts";

/** A run may name so many. */
const mostTools = 200;

/**
 * False: none. A tool of the client's takes the place of ours of the same name. The search through earlier conversations
 * returns thoughts, so a key that may not have all of them may not search: the tools are then named, for what is switched on
 * while the run waits would be its own as well.
 */
export async function chooseTools(caller: Caller, clientTools: readonly ClientTool[]): Promise<string[] | false | undefined> {
  if (caller.key !== null && !caller.key.usesTools) return false;
  const left = new Set(clientTools.map(({ name }) => name));
  if (ceilingOf(caller) !== "full") left.add(searchConversations.name);
  if (left.size === 0) return undefined;
  const names = (await engine().tools.toolsOf(caller.viewer)).map(({ name }) => name);
  return names.filter((name) => !left.has(name)).slice(0, mostTools);
}
