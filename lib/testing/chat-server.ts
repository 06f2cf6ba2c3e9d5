/** Owns: the running interfaces with a scripted model behind them, and keys to ask with, for tests of chat completions. */
import { afterAll, beforeAll, expect } from "vitest";
import type { NewKey } from "#lib/auth/key-policy.ts";
import { createKey } from "#lib/auth/keys.ts";
import type { ChatDelta } from "#lib/wire/chat/delta.ts";
import { readAnswerId } from "#lib/wire/ids.ts";
import { type InterfaceServer, serveInterfaces } from "./interface-server.ts";
import { type RunEngineBench, withRunEngine } from "./run-engine.ts";

export interface ChatBench extends RunEngineBench {
  /** `http://127.0.0.1:…/v1`. */
  url(): string;
  /** A key that lets everything out, unless told otherwise. */
  newKey(policy?: Partial<NewKey>): Promise<string>;
  /** Asks with a key made for it, unless told otherwise. */
  ask(body: Record<string, unknown>, options?: AskOptions): Promise<Response>;
}

export interface AskOptions {
  key?: string | null;
  policy?: Partial<NewKey>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Call inside a describe. */
export function withChatServer(): ChatBench {
  const bench = withRunEngine("sqlite");
  let server: InterfaceServer;
  beforeAll(async () => {
    server = await serveInterfaces();
  });
  afterAll(() => server.close());
  const url = () => `${server.origin}/v1`;
  const newKey = async (policy: Partial<NewKey> = {}) =>
    (await createKey(bench.viewer(), { name: "Test", expiresAt: null, exposure: "full", ...policy })).key;
  return {
    ...bench,
    url,
    newKey,
    async ask(body, { key, policy, headers = {}, signal } = {}) {
      const bearer = key === undefined ? await newKey(policy) : key;
      return fetch(`${url()}/chat/completions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        body: JSON.stringify({ model: "scripted/two", messages: [{ role: "user", content: "What is it?" }], ...body }),
        ...(signal && { signal }),
      });
    },
  };
}

export interface ReadChunk {
  id: string;
  model: string;
  choices: { index: number; delta: ChatDelta; finish_reason: string | null }[];
  usage?: unknown;
  error?: { message: string; type: string; code: string | null };
}

/** The lines of a stream one by one, as they come: objects, `[DONE]`, or a comment. */
export async function* readLines(response: Response): AsyncGenerator<ReadChunk | "[DONE]" | `:${string}`, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of response.body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith(":")) yield line as `:${string}`;
      else if (!line.startsWith("data: ")) throw new Error(`Not a data line: ${line}`);
      else yield line === "data: [DONE]" ? "[DONE]" : (JSON.parse(line.slice(6)) as ReadChunk);
    }
  }
  if (rest !== "") throw new Error(`The stream broke within a line: ${rest}`);
}

export async function allLines(response: Response): Promise<(ReadChunk | string)[]> {
  const lines: (ReadChunk | string)[] = [];
  for await (const line of readLines(response)) lines.push(line);
  return lines;
}

/** Fails where the next line is no chunk. */
export async function nextChunk(lines: AsyncGenerator<ReadChunk | string>): Promise<ReadChunk> {
  const { value } = await lines.next();
  if (typeof value !== "object") throw new Error(`Not a chunk: ${value}`);
  return value;
}

export const chunksOf = (lines: readonly (ReadChunk | string)[]) => lines.filter((line) => typeof line !== "string");

export function textOf(lines: readonly (ReadChunk | string)[]): string {
  return chunksOf(lines)
    .map(({ choices }) => choices?.[0]?.delta.content ?? "")
    .join("");
}

export const runIdOf = (answer: string) => readAnswerId("chat", answer)?.runId ?? "";

/** What an error answer says, checked for being of OpenAI's shape and no other. */
export async function errorOf(response: Response) {
  const body = (await response.json()) as { error: { message: string; type: string; code: string | null; param: string | null } };
  expect(Object.keys(body)).toEqual(["error"]);
  expect(Object.keys(body.error).sort()).toEqual(["code", "message", "param", "type"]);
  const { type, code, param } = body.error;
  return { status: response.status, type, code, param };
}
