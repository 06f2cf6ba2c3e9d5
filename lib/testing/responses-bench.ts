/** The addresses of responses behind a real server, asked over the network, with a scripted model. */
import { afterAll, beforeAll } from "vitest";
import type { NewKey } from "#lib/auth/key-policy.ts";
import { createKey } from "#lib/auth/keys.ts";
import type { DatabaseKind } from "#lib/db/client.ts";
import type { ResponseObject } from "#lib/wire/responses/response.ts";
import { type InterfaceServer, serveInterfaces } from "./interface-server.ts";
import { type ReadFrames, readFrames } from "./response-client.ts";
import { type RunEngineBench, withRunEngine } from "./run-engine.ts";

export interface ResponsesBench extends RunEngineBench {
  origin(): string;
  /** A key as it is sent. */
  key(policy?: Partial<NewKey>): Promise<string>;
  send(key: string, path: string, init?: RequestInit & { json?: unknown }): Promise<Response>;
  /** A request whose answer the test gives. */
  ask(key: string, body: Record<string, unknown>): Promise<{ status: number; response: ResponseObject }>;
  stream(key: string, body: Record<string, unknown>): Promise<ReadFrames>;
  get(key: string, path: string): Promise<{ status: number; response: ResponseObject }>;
}

/** Call inside a describe. */
export function withResponses(kind: DatabaseKind = "sqlite"): ResponsesBench {
  const bench = withRunEngine(kind);
  let server: InterfaceServer | null = null;
  beforeAll(async () => {
    server = await serveInterfaces();
  });
  afterAll(() => server?.close());
  const origin = () => server?.origin ?? "";

  const send: ResponsesBench["send"] = (key, path, { json, headers, ...init } = {}) =>
    fetch(`${origin()}/v1/responses${path}`, {
      ...init,
      ...(json !== undefined && { method: "POST", body: JSON.stringify(json) }),
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    });
  const read = async (answer: Response) => ({ status: answer.status, response: (await answer.json()) as ResponseObject });
  return {
    ...bench,
    origin,
    send,
    async key(policy = {}) {
      return (await createKey(bench.viewer(), { name: "test", expiresAt: null, exposure: "full", ...policy })).key;
    },
    ask: async (key, json) => read(await send(key, "", { json: { model: "scripted/one", ...json } })),
    get: async (key, path) => read(await send(key, path)),
    async stream(key, json) {
      const answer = await send(key, "", { json: { model: "scripted/one", stream: true, ...json } });
      return readFrames(await answer.text());
    },
  };
}
