/** The sockets of chats on a real HTTP server, and a client of them, for tests. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { WebSocket } from "ws";
import { localAddress } from "#lib/auth/local.ts";
import type { DatabaseKind } from "#lib/db/client.ts";
import type { LineLimits } from "#lib/socket/chat/line.ts";
import { type ChatSockets, makeChatSockets } from "#lib/socket/chat/sockets.ts";
import { type RunEngineBench, withRunEngine } from "./run-engine.ts";

/** Any message; what a test looks at is what it names. */
export interface SocketMessage {
  type: string;
  seq?: number;
  run_id?: string;
  code?: string;
  reason?: string;
  data?: Record<string, unknown>;
  [name: string]: unknown;
}

export interface SocketClient {
  socket: WebSocket;
  /** All that came, in order. */
  messages: SocketMessage[];
  say(type: string, payload?: unknown): void;
  /** The first message of this type, or that this holds for, after those that were waited for before. */
  next(what: string | ((message: SocketMessage) => boolean)): Promise<SocketMessage>;
  closed: Promise<{ code: number; reason: string }>;
  /** Breaks the connection without a goodbye. */
  cut(): Promise<void>;
}

export interface ClientOptions {
  protocols?: string[];
  headers?: Record<string, string>;
  origin?: string;
  /** Whether it answers the protocol's own pings, as every browser does. */
  autoPong?: boolean;
}

export function openClient(
  url: string,
  { protocols = [], headers = {}, origin, autoPong = true }: ClientOptions = {},
): SocketClient {
  const socket = new WebSocket(url, protocols, { headers, autoPong, ...(origin !== undefined && { origin }) });
  const messages: SocketMessage[] = [];
  const waiters = new Set<() => void>();
  let seen = 0;
  socket.on("message", (data) => {
    messages.push(JSON.parse(String(data)) as SocketMessage);
    for (const wake of [...waiters]) wake();
  });
  socket.on("error", () => undefined);
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  return {
    socket,
    messages,
    say: (type, payload) => socket.send(JSON.stringify({ type, ...(payload !== undefined && { payload }) })),
    async next(what) {
      const holds = typeof what === "string" ? ({ type }: SocketMessage) => type === what : what;
      for (;;) {
        const at = messages.findIndex((message, index) => index >= seen && holds(message));
        const found = messages[at];
        if (found !== undefined) {
          seen = at + 1;
          return found;
        }
        const end = closed.then(({ code }) => {
          throw new Error(`The socket was closed with ${code} after ${JSON.stringify(messages.slice(-3))}.`);
        });
        const { promise, resolve } = Promise.withResolvers<void>();
        waiters.add(resolve);
        await Promise.race([promise, end]).finally(() => waiters.delete(resolve));
      }
    },
    closed,
    async cut() {
      socket.terminate();
      await closed;
    },
  };
}

export interface ChatBench extends RunEngineBench {
  origin(): string;
  sockets(): ChatSockets;
  /** As our own page unless told otherwise. `path`: behind `/ws/`. */
  open(path?: string, options?: ClientOptions): SocketClient;
  /** The same, once it is connected. */
  connect(path?: string, options?: ClientOptions): Promise<SocketClient & { connected: SocketMessage }>;
}

/** Call inside a describe. */
export function withChatSockets(kind: DatabaseKind, limits?: LineLimits): ChatBench {
  const bench = withRunEngine(kind);
  const clients = new Set<SocketClient>();
  let sockets: ChatSockets;
  let origin = "";
  let close = async () => {};
  beforeEach(async () => {
    sockets = makeChatSockets(limits);
    const server = createServer(sockets.before((_request, response) => response.end("page")));
    server.on("upgrade", (request, socket, head) => {
      if (sockets.isFor(request)) sockets.upgrade(request, socket, head);
      else socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const address = localAddress();
    const before = { ...address };
    Object.assign(address, { host: "127.0.0.1", port });
    origin = `http://127.0.0.1:${port}`;
    close = async () => {
      for (const { socket } of clients) socket.terminate();
      clients.clear();
      await sockets.end(0);
      Object.assign(address, before);
      await new Promise((closed) => server.close(closed));
    };
  });
  afterEach(() => close());

  const open: ChatBench["open"] = (path = "chat/one", options = { origin }) => {
    const client = openClient(`${origin.replace("http", "ws")}/ws/${path}`, options);
    clients.add(client);
    return client;
  };
  return {
    ...bench,
    origin: () => origin,
    sockets: () => sockets,
    open,
    async connect(path, options) {
      const client = open(path, options);
      const connected = await client.next("connected");
      return { ...client, connected };
    },
  };
}

/** Those that belong to a run. */
export function ofRun(messages: readonly SocketMessage[]): SocketMessage[] {
  return messages.filter(({ v }) => v === 2);
}

/** What steps say, shortly. */
export function stepsIn(messages: readonly SocketMessage[]): [type: unknown, content: unknown][] {
  return messages.flatMap(({ type, data }) => (type === "reasoning_step" ? [[data?.type, data?.content]] : []));
}
