/** Owns: OpenBB Workspace before the running interfaces: posting, reading what is told, and chats. */
import { beforeEach, expect } from "vitest";
import type { NewKey } from "#lib/auth/key-policy.ts";
import type { OpenbbEvent } from "#lib/wire/openbb/event.ts";
import { type ChatBench, withChatServer } from "./chat-server.ts";
import { checkedEvents } from "./openbb-check.ts";
import { openWorkspaceChat, readWorkspaceStream, type WorkspaceChat } from "./workspace.ts";

export interface PostOptions {
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface OpenbbBench extends ChatBench {
  post(body: unknown, options?: PostOptions): Promise<Response>;
  /** A chat with this agent; each `send` posts it as it is and takes in what is told. */
  openChat(request?: Record<string, unknown>, policy?: Partial<NewKey>, threadId?: string): Promise<OpenbbChat>;
  /** The oldest first. */
  runs(): ReturnType<typeof readRuns>;
}

export interface OpenbbChat extends WorkspaceChat {
  key: string;
  send(): Promise<{ events: OpenbbEvent[]; call: ReturnType<WorkspaceChat["take"]> }>;
}

export const workspaceOptions = { model: "scripted/two" };

/** Call outside of any describe. Every test begins without a conversation. */
export function withOpenbbServer(): OpenbbBench {
  const bench = withChatServer();
  beforeEach(async () => {
    await bench.database().client.conversation.deleteMany();
    await bench.database().client.feedback.deleteMany();
  });
  const post = async (body: unknown, { key, headers = {}, signal }: PostOptions = {}) =>
    fetch(`${bench.url()}/query`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key ?? (await bench.newKey())}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  return {
    ...bench,
    post,
    runs: () => readRuns(bench),
    async openChat(request = {}, policy = {}, threadId = "chat-1") {
      const key = await bench.newKey(policy);
      const chat = openWorkspaceChat();
      return {
        ...chat,
        key,
        async send() {
          const body = { messages: chat.messages(), workspace_options: workspaceOptions, ...request };
          const events = await toldBy(await post(body, { key, headers: { "x-trace-id": threadId } }));
          return { events, call: chat.take(events) };
        },
      };
    },
  };
}

/** Held against the contract. */
export async function toldBy(response: Response): Promise<OpenbbEvent[]> {
  expect(response.status).toBe(200);
  return [...checkedEvents(readWorkspaceStream(await response.text()))];
}

function readRuns(bench: ChatBench) {
  return bench.database().client.run.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], include: { turn: true } });
}
