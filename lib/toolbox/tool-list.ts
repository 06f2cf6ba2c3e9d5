/** Owns: the tools as a person sees them in the settings, and what they may change there. */
import { tailOf } from "#lib/connections/stored.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { ToolEffect } from "#lib/reasoning/tool-shown.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { alwaysGranted, hashOf } from "./grants.ts";
import { agreedTools, liveServers } from "./mcp/live.ts";
import { ownTools, webSearchName } from "./own-tools.ts";
import { type SetUp, writeSetUp } from "./set-up.ts";
import { readEngine, type SearchEngine, type ToolPatch } from "./tool-input.ts";
import { forgetToolboxOf, toolboxOf } from "./toolbox-of-viewer.ts";
import { problemsOf, type ToolProblem } from "./tools-of-viewer.ts";

export interface ToolEntry {
  name: string;
  title: string;
  purpose: string;
  effect: ToolEffect;
  /** Null: it comes with the application. */
  server: { id: string; name: string } | null;
  isOn: boolean;
  /** It cannot be used before it is configured. */
  needsSetup: boolean;
  /** It runs without asking, everywhere. */
  isAlwaysAllowed: boolean;
  /** How the web search is configured; null for other tools, and before it is. */
  config: SearchEngine | null;
  hasKey: boolean;
  /** To be told by; null: there is none, it is short, or it cannot be opened. */
  keyTail: string | null;
  /** Its key cannot be opened with this installation's secret and has to be entered again. */
  isLocked: boolean;
}

export interface ToolList {
  tools: ToolEntry[];
  problems: ToolProblem[];
}

const waitMs = 1_000;

export async function listTools(viewer: Viewer): Promise<ToolList> {
  const [tools, problems] = await Promise.all([entriesOf(viewer), problemsOf(viewer)]);
  return { tools, problems };
}

/** Throws AppError `not-found`, or `bad-request` naming the field. */
export async function changeTool(viewer: Viewer, name: string, patch: ToolPatch): Promise<ToolEntry> {
  const known = (await entriesOf(viewer)).find((entry) => entry.name === name);
  if (known === undefined) throw new AppError("not-found");
  const { setUps } = await toolboxOf(viewer);
  checkPatch(name, patch, setUps.get(name));
  await writeSetUp(viewer, name, {
    ...patch,
    ...(patch.config === null && { key: null }),
    ...(patch.config?.engine === "searxng" && { key: null }),
  });
  forgetToolboxOf(viewer);
  const changed = (await entriesOf(viewer)).find((entry) => entry.name === name);
  if (changed === undefined) throw new AppError("not-found");
  return changed;
}

async function entriesOf(viewer: Viewer): Promise<ToolEntry[]> {
  const { setUps, servers } = await toolboxOf(viewer);
  const [live, granted] = await Promise.all([liveServers(viewer, servers, waitMs), alwaysGranted(viewer)]);
  const own = ownTools(setUps);
  const entry = (tool: AnyTool, needsSetup: boolean): ToolEntry => {
    const { name, title, purpose, effect, server } = tool;
    const setUp = setUps.get(name);
    const isAlwaysAllowed = granted.some(({ toolName, toolHash }) => toolName === name && toolHash === hashOf(tool));
    const config = name === webSearchName ? readEngine(setUp?.config) : null;
    const key = {
      hasKey: setUp?.key != null || setUp?.isLocked === true,
      keyTail: (setUp?.key != null && tailOf(setUp.key)) || null,
      isLocked: setUp?.isLocked === true,
    };
    return { name, title, purpose, effect, server, isOn: setUp?.isOn ?? true, needsSetup, isAlwaysAllowed, config, ...key };
  };
  return [
    ...own.tools.map((tool) => entry(tool, false)),
    ...own.dormant.map((tool) => entry(tool, true)),
    ...live.flatMap(agreedTools).map((tool) => entry(tool, false)),
  ];
}

/** A key goes to the engine it was entered for and to no other. */
function checkPatch(name: string, { config, key }: ToolPatch, before: SetUp | undefined): void {
  if (config === undefined && key === undefined) return;
  const field = config === undefined ? "key" : "config";
  if (name !== webSearchName) throw refused(field, "There is nothing to configure about this tool.");
  const engine = config === undefined ? readEngine(before?.config) : config;
  if (engine === null) {
    if (key != null) throw refused("key", "Choose a search engine first.");
    return;
  }
  if (engine.engine === "searxng") {
    if (key != null) throw refused("key", "SearXNG needs no key.");
    return;
  }
  const isOther = readEngine(before?.config)?.engine !== engine.engine;
  if (key === null || (isOther && key === undefined)) throw refused("key", "This search engine needs a key.");
}

function refused(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message });
}
