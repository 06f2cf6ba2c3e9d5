"use client";
import { useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { OfferedTool, ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import { countTools, standOfServer } from "./server-words.ts";
import { type ToolActions, useToolActions } from "./use-tool-actions.ts";
import type { Toolbox } from "./use-toolbox.ts";

/** What is being done with a server on this page, or was done last. */
export interface ServerTask {
  isRunning: boolean;
  /** What came of it, in a line. */
  text: string | null;
  error: ApiError | null;
}

export interface ServerActions {
  tool: ToolActions;
  testOf(id: string): ServerTask | null;
  turn(server: ServerSummary, isOn: boolean): void;
  test(server: ServerSummary): void;
  agree(server: ServerSummary, tools: readonly OfferedTool[]): Promise<void>;
  signIn(server: ServerSummary): void;
  signOut(server: ServerSummary): Promise<void>;
}

export function useServerActions(toolbox: Toolbox): ServerActions {
  const { notices, announcement } = useApp();
  const tool = useToolActions(toolbox);
  const [tasks, setTasks] = useState<Readonly<Record<string, ServerTask>>>({});
  const put = (id: string, task: ServerTask | null) =>
    setTasks((all) => {
      const { [id]: _, ...others } = all;
      return task === null ? others : { ...others, [id]: task };
    });

  /** One at a time for each server. `work` resolves with a line to say, and to leave there if `isKept`. */
  const run = async (id: string, work: () => Promise<string>, isKept = false) => {
    if (tasks[id]?.isRunning) return;
    put(id, { isRunning: true, text: null, error: null });
    try {
      const text = await work();
      announcement.set(text);
      put(id, isKept ? { isRunning: false, text, error: null } : null);
    } catch (thrown) {
      const error = asApiError(thrown);
      put(id, { isRunning: false, text: null, error });
      // What has changed meanwhile is shown beside the sentence that says so.
      if (error.code === "conflict") await toolbox.refresh();
    }
  };
  return {
    tool,
    testOf: (id) => tasks[id] ?? null,
    turn({ id, name, isEnabled }, isOn) {
      toolbox.putServer(id, { isEnabled: isOn });
      toolbox.updateServer(id, { isEnabled: isOn }).then(
        () => announcement.set(`${name} is turned ${isOn ? "on" : "off"}`),
        (thrown) => {
          toolbox.putServer(id, { isEnabled });
          const { message, suggestion } = asApiError(thrown);
          notices.show({ message, detail: suggestion });
        },
      );
    },
    test: ({ id }) =>
      void run(
        id,
        async () => {
          const { isOk, ms, server } = await toolbox.testServer(id);
          if (isOk) return `It answered within ${ms} ms and offers ${countTools(server.tools.length)}.`;
          return server.problem?.message ?? standOfServer(server).text;
        },
        true,
      ),
    agree: ({ id, name }, tools) =>
      run(id, async () => {
        await toolbox.agree(id, tools);
        return tools.length === 1 ? `You agreed to 1 tool of ${name}` : `You agreed to ${tools.length} tools of ${name}`;
      }),
    signIn: ({ id, name }) =>
      void run(id, async () => {
        const address = await toolbox.signIn(id);
        window.location.assign(address);
        return `You are sent to sign in at ${name}`;
      }),
    signOut: ({ id, name }) =>
      run(id, async () => {
        await toolbox.signOut(id);
        return `You are signed out of ${name}`;
      }),
  };
}
