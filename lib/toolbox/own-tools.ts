/** Owns: the tools that come with the application, as a person has set them up. */
import { builtInTools } from "#lib/tools/built-in.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import type { WebSearchConfig } from "#lib/tools/web-search/ask-engine.ts";
import { webSearchTool } from "#lib/tools/web-search.ts";
import type { ServerProblem } from "./mcp/problems.ts";
import { searchConversations } from "./search-conversations.ts";
import type { SetUp } from "./set-up.ts";
import { readEngine } from "./tool-input.ts";

export interface OwnTools {
  tools: AnyTool[];
  /** Those that cannot be used before they are configured: to be told of, never to be run. */
  dormant: AnyTool[];
  problems: ServerProblem[];
}

/** Only told of: no engine is there. */
const unconfigured = webSearchTool({ engine: "searxng", baseUrl: "http://127.0.0.1" });

export const webSearchName = unconfigured.name;

export function ownTools(setUps: ReadonlyMap<string, SetUp>): OwnTools {
  const webSearch = webSearchConfig(setUps.get(webSearchName));
  const isLocked = setUps.get(webSearchName)?.isLocked === true;
  return {
    tools: [...builtInTools({ webSearch }), searchConversations],
    dormant: webSearch === null ? [unconfigured] : [],
    problems: isLocked ? [lockedSearch] : [],
  };
}

const lockedSearch: ServerProblem = {
  serverId: webSearchName,
  name: unconfigured.title,
  message: "The key of the search engine cannot be opened with this installation's secret.",
  suggestion: "Enter it again in the settings.",
};

/** Null: there is no engine, or its key is missing. */
export function webSearchConfig(setUp: SetUp | undefined): WebSearchConfig | null {
  const engine = readEngine(setUp?.config);
  if (engine === null || engine.engine === "searxng") return engine;
  return setUp?.key == null ? null : { engine: engine.engine, apiKey: setUp.key };
}
