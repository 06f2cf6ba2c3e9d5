/** A tool server on a real socket that does as it is told: streamable HTTP as written on the wire, without a protocol library. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface ScriptedTool {
  name: string;
  title?: string;
  description?: string;
  inputSchema?: Record<string, unknown>;
  annotations?: Record<string, unknown>;
}

export interface ScriptedServer {
  /** Of the tool server, path included. */
  url: string;
  origin: string;
  /** What was asked, in order. */
  requests: { method: string; params: Record<string, unknown>; headers: IncomingHttpHeaders }[];
  /** Another list of tools; `isTold`: those who are connected are told that there is one. */
  setTools(tools: readonly ScriptedTool[], isTold: boolean): void;
  /** What calls are answered with: a result, or what it throws as a protocol error. */
  onCall(answer: (name: string, args: Record<string, unknown>) => unknown): void;
  /** Requests whose `authorization` does not pass are answered 401 with this challenge. */
  protect(passes: (authorization: string | undefined) => boolean, challenge: string): void;
  /** Other paths of this origin. */
  serve(path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void;
  /** Forgets every session, as a restart does. */
  forgetSessions(): void;
  close(): Promise<void>;
}

interface Message {
  id?: number | string;
  method: string;
  params?: Record<string, unknown>;
}

/** Of every result since 2026. */
const modernWords = { resultType: "complete", ttlMs: 0, cacheScope: "private" };
const objectSchema = { type: "object" };

/** `era`: `modern` knows neither the greeting nor the sessions of the protocol before 2026. */
export async function startScriptedServer(
  given: readonly ScriptedTool[] = [],
  era: "legacy" | "modern" = "legacy",
): Promise<ScriptedServer> {
  let tools = given;
  let answerCall: (name: string, args: Record<string, unknown>) => unknown = (name) => text(`${name} ran`);
  let passes: (authorization: string | undefined) => boolean = () => true;
  let challenge = "";
  const requests: ScriptedServer["requests"] = [];
  const sessions = new Set<string>();
  /** Open streams, and what a notice on them has to carry. */
  const streams = new Map<ServerResponse, object>();
  const paths = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();

  async function answer({ method, params = {} }: Message): Promise<unknown> {
    if (method === "server/discover" && era === "modern") {
      return { supportedVersions: ["2026-07-28"], capabilities: { tools: { listChanged: true } } };
    }
    if (method === "initialize" && era === "legacy") {
      const capabilities = { tools: { listChanged: true } };
      return { protocolVersion: "2025-06-18", capabilities, serverInfo: { name: "scripted", version: "1" } };
    }
    if (method === "ping" && era === "legacy") return {};
    if (method === "tools/list") return { tools: tools.map((tool) => ({ inputSchema: objectSchema, ...tool })) };
    if (method === "tools/call") return answerCall(String(params.name), (params.arguments ?? {}) as Record<string, unknown>);
    throw Object.assign(new Error("Method not found"), { code: -32601 });
  }

  function open(response: ServerResponse, params: object): void {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    streams.set(response, params);
    response.on("close", () => streams.delete(response));
  }

  const server = createServer(async (request, response) => {
    const own = paths.get(request.url?.split("?")[0] ?? "");
    if (own) return own(request, response);
    if (request.url !== "/mcp") return end(response, 404);
    if (!passes(request.headers.authorization)) return end(response, 401, { "www-authenticate": challenge });
    const session = request.headers["mcp-session-id"];
    if (request.method === "DELETE") return end(response, 200);
    if (request.method === "GET" && era === "modern") return end(response, 405);
    if (request.method === "GET") return open(response, {});
    const message = (await json(request)) as Message;
    requests.push({ method: message.method, params: message.params ?? {}, headers: request.headers });
    if (message.method === "subscriptions/listen" && era === "modern") {
      const _meta = { "io.modelcontextprotocol/subscriptionId": message.id };
      open(response, { _meta });
      const params = { _meta, notifications: message.params?.notifications ?? {} };
      tell(response, { method: "notifications/subscriptions/acknowledged", params });
      return;
    }
    const isKnown =
      era === "modern" ||
      message.method === "initialize" ||
      message.method === "server/discover" ||
      sessions.has(String(session));
    if (!isKnown) return end(response, 404);
    if (message.id === undefined) return end(response, 202);
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (message.method === "initialize" && era === "legacy") {
      const id = randomUUID();
      sessions.add(id);
      headers["mcp-session-id"] = id;
    }
    const reply = await answer(message).then(
      (result) => ({ result: era === "modern" ? { ...modernWords, ...(result as object) } : result }),
      (error: Error & { code?: number }) => ({ error: { code: error.code ?? -32603, message: error.message } }),
    );
    response.writeHead(200, headers).end(JSON.stringify({ jsonrpc: "2.0", id: message.id, ...reply }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}/mcp`,
    origin,
    requests,
    setTools(next, isTold) {
      tools = next;
      if (!isTold) return;
      for (const [stream, params] of streams) tell(stream, { method: "notifications/tools/list_changed", params });
    },
    onCall(next) {
      answerCall = next;
    },
    protect(next, words) {
      passes = next;
      challenge = words;
    },
    serve: (path, handler) => paths.set(path, handler),
    forgetSessions: () => sessions.clear(),
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** A result of one text. */
export function text(said: string) {
  return { content: [{ type: "text", text: said }] };
}

function tell(stream: ServerResponse, notice: object): void {
  stream.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", ...notice })}\n\n`);
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}
