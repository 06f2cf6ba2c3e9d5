/** Owns: what the settings page asks about tools and tool servers. Keys and headers go out and never come back. */
import type { NewServer, ServerPatch } from "#lib/toolbox/mcp/server-input.ts";
import type { OfferedTool, ServerList, ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import type { ServerTest } from "#lib/toolbox/mcp/test-server.ts";
import type { ToolPatch } from "#lib/toolbox/tool-input.ts";
import type { ToolEntry, ToolList } from "#lib/toolbox/tool-list.ts";
import type { Call } from "./call.ts";

export interface ToolsApi {
  list(): Promise<ToolList>;
  change(name: string, patch: ToolPatch): Promise<ToolEntry>;
  /** Takes back every permission to run it without asking. */
  askAgain(name: string): Promise<void>;
}

export interface ServersApi {
  list(): Promise<ServerList>;
  create(input: NewServer): Promise<ServerSummary>;
  update(id: string, patch: ServerPatch): Promise<ServerSummary>;
  remove(id: string): Promise<void>;
  /** Connects anew. */
  test(id: string): Promise<ServerTest>;
  /** Agrees to these as they were shown; `conflict` when one has changed since. */
  agree(id: string, tools: readonly OfferedTool[]): Promise<ServerSummary>;
  /** Where to send the person. */
  signIn(id: string): Promise<string>;
  signOut(id: string): Promise<ServerSummary>;
}

/** Every call rejects with an ApiError and nothing else. */
export function createToolsApi(call: Call): ToolsApi {
  return {
    list: () => call("GET", "tools"),
    change: (name, patch) => call("PATCH", `tools/${name}`, patch),
    askAgain: async (name) => void (await call("DELETE", `tools/${name}/grants`)),
  };
}

/** Every call rejects with an ApiError and nothing else. */
export function createServersApi(call: Call): ServersApi {
  return {
    list: () => call("GET", "mcp"),
    create: (input) => call("POST", "mcp", input),
    update: (id, patch) => call("PATCH", `mcp/${id}`, patch),
    remove: async (id) => void (await call("DELETE", `mcp/${id}`)),
    test: (id) => call("POST", `mcp/${id}/test`, {}),
    agree: (id, tools) => call("POST", `mcp/${id}/agree`, { tools: tools.map(({ name, pin }) => ({ name, pin })) }),
    signIn: async (id) => (await call<{ url: string }>("POST", `mcp/${id}/authorize`, {})).url,
    signOut: async (id) => {
      await call("DELETE", `mcp/${id}/authorize`);
      return call("GET", `mcp/${id}`);
    },
  };
}
