"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { createServersApi, createToolsApi, type ServersApi, type ToolsApi } from "#lib/client/tools-api.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { NewServer, ServerPatch } from "#lib/toolbox/mcp/server-input.ts";
import type { OfferedTool, ServerList, ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import type { ServerTest } from "#lib/toolbox/mcp/test-server.ts";
import type { ToolPatch } from "#lib/toolbox/tool-input.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";

export interface ToolboxFirst {
  tools: readonly ToolEntry[];
  servers: ServerList;
}

export interface Toolbox {
  tools: readonly ToolEntry[];
  servers: readonly ServerSummary[];
  fileProblems: ServerList["fileProblems"];
  /** Why the lists could not be read when they were last asked for; what is shown may be old. */
  error: ApiError | null;
  refresh(): Promise<void>;
  /** What is known of a tool changes here alone. */
  putTool(name: string, patch: Partial<ToolEntry>): void;
  putServer(id: string, patch: Partial<ServerSummary>): void;
  /** These reject with an ApiError, and nothing has changed then. */
  changeTool(name: string, patch: ToolPatch): Promise<void>;
  askAgain(name: string): Promise<void>;
  createServer(input: NewServer): Promise<ServerSummary>;
  updateServer(id: string, patch: ServerPatch): Promise<ServerSummary>;
  removeServer(id: string): Promise<void>;
  testServer(id: string): Promise<ServerTest>;
  agree(id: string, tools: readonly OfferedTool[]): Promise<ServerSummary>;
  signIn(id: string): Promise<string>;
  signOut(id: string): Promise<void>;
}

/** A server that is being connected to is looked at again after this. */
const lookAgainMs = 1_500;

/** A person's tools and tool servers as this page knows them: `first` from the server, then what was done here. */
export function useToolbox(first: ToolboxFirst): Toolbox {
  const { call } = useApp();
  const toolsApi: ToolsApi = useMemo(() => createToolsApi(call), [call]);
  const serversApi: ServersApi = useMemo(() => createServersApi(call), [call]);
  const [tools, setTools] = useState(first.tools);
  const [{ servers, fileProblems }, setList] = useState(first.servers);
  const [error, setError] = useState<ApiError | null>(null);

  const putTool = useCallback((name: string, patch: Partial<ToolEntry>) => {
    setTools((all) => all.map((one) => (one.name === name ? { ...one, ...patch } : one)));
  }, []);
  const putServer = useCallback((id: string, patch: Partial<ServerSummary>) => {
    setList((list) => ({ ...list, servers: list.servers.map((one) => (one.id === id ? { ...one, ...patch } : one)) }));
  }, []);
  const refresh = useCallback(async () => {
    try {
      const [list, { tools: all }] = await Promise.all([serversApi.list(), toolsApi.list()]);
      setList(list);
      setTools(all);
      setError(null);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }, [toolsApi, serversApi]);

  // The browser may show this page as it was when it was left, and servers change by themselves.
  useEffect(() => {
    const look = () => void refresh();
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [refresh]);
  const isConnecting = servers.some(({ state }) => state === "connecting");
  useEffect(() => {
    if (!isConnecting) return;
    const timer = setInterval(() => void refresh(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isConnecting, refresh]);

  /** What a server offers decides which tools there are. */
  const follow = async (server: ServerSummary): Promise<ServerSummary> => {
    putServer(server.id, server);
    await refresh();
    return server;
  };
  return {
    tools,
    servers,
    fileProblems,
    error,
    refresh,
    putTool,
    putServer,
    changeTool: async (name, patch) => putTool(name, await toolsApi.change(name, patch)),
    async askAgain(name) {
      await toolsApi.askAgain(name);
      putTool(name, { isAlwaysAllowed: false });
    },
    async createServer(input) {
      const made = await serversApi.create(input);
      setList((list) => ({ ...list, servers: [...list.servers.filter(({ id }) => id !== made.id), made] }));
      return follow(made);
    },
    updateServer: async (id, patch) => follow(await serversApi.update(id, patch)),
    async removeServer(id) {
      await serversApi.remove(id);
      setList((list) => ({ ...list, servers: list.servers.filter((one) => one.id !== id) }));
      setTools((all) => all.filter(({ server }) => server?.id !== id));
    },
    async testServer(id) {
      const test = await serversApi.test(id);
      await follow(test.server);
      return test;
    },
    agree: async (id, agreed) => follow(await serversApi.agree(id, agreed)),
    signIn: (id) => serversApi.signIn(id),
    signOut: async (id) => void (await follow(await serversApi.signOut(id))),
  };
}
