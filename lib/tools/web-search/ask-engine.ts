/**
 * Owns: asking the search engine that was set up. Only its own address is asked, wherever that is: whoever set it up chose it.
 * Redirects are not followed, so that a key goes nowhere else; what an engine says in an error is not repeated, since it may
 * repeat the key.
 */
import { Agent, fetch, type Response } from "undici";
import { decodeText } from "#lib/tools/net/decode-text.ts";
import { connectionFailure } from "#lib/tools/net/fetch-failure.ts";
import { readBody } from "#lib/tools/net/read-body.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { brave } from "./brave.ts";
import type { Engine } from "./engine.ts";
import { readResults, type SearchResult, type SearchWish } from "./search-result.ts";
import { searxng } from "./searxng.ts";
import { tavily } from "./tavily.ts";

export type WebSearchConfig =
  | { engine: "searxng"; baseUrl: string }
  | { engine: "brave"; apiKey: string }
  | { engine: "tavily"; apiKey: string };

/** Where the engines with fixed addresses are. */
export type EngineAddresses = Partial<Record<"brave" | "tavily", string>>;

const mostBytes = 2_000_000;
const mostMs = 20_000;

/** Throws ToolFailure with a sentence, in which no key is; the signal's reason when it fires. */
export async function askEngine(
  config: WebSearchConfig,
  wish: SearchWish,
  signal: AbortSignal,
  addresses: EngineAddresses = {},
): Promise<SearchResult[]> {
  const engine = engineOf(config, addresses);
  const time = AbortSignal.timeout(mostMs);
  const agent = new Agent({ allowH2: false });
  const { url, method = "GET", headers, body } = engine.request(wish);
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: "application/json", ...headers },
      ...(body !== undefined && { body }),
      dispatcher: agent,
      redirect: "manual",
      signal: AbortSignal.any([signal, time]),
    });
    const answer = await readAnswer(response, engine);
    return readResults(engine.results(answer), wish.count).map((result) => withoutSecrets(result, engine.secrets));
  } catch (error) {
    signal.throwIfAborted();
    if (time.aborted) throw new ToolFailure(`${engine.name} did not answer within ${mostMs / 1000} seconds.`);
    throw connectionFailure(error, engine.name);
  } finally {
    // Not waited for: an answer that is not read to its end would hold it up.
    agent.destroy().catch(() => undefined);
  }
}

function engineOf(config: WebSearchConfig, addresses: EngineAddresses): Engine {
  switch (config.engine) {
    case "searxng":
      return searxng(config.baseUrl);
    case "brave":
      return brave(config.apiKey, addresses.brave);
    case "tavily":
      return tavily(config.apiKey, addresses.tavily);
    default:
      return config satisfies never;
  }
}

async function readAnswer(response: Response, engine: Engine): Promise<unknown> {
  const { status } = response;
  const special = engine.sentences[status];
  if (special) throw new ToolFailure(special);
  if (status >= 300 && status < 400)
    throw new ToolFailure(`${engine.name} sends to another address; the one in the settings is not its own.`);
  if (status === 401 || status === 403)
    throw new ToolFailure(`${engine.name} refuses access (${status}): the key in the settings may be wrong or used up.`);
  if (status === 429)
    throw new ToolFailure(`${engine.name} was asked too often (429). Wait a little, or go on without a search.`);
  if (status >= 500) throw new ToolFailure(`${engine.name} failed (${status}). Trying again may help.`);
  if (status !== 200) throw new ToolFailure(`${engine.name} did not accept the search (${status}).`);
  const { bytes, isCut } = await readBody(response.body as ReadableStream<Uint8Array> | null, mostBytes);
  if (isCut) throw new ToolFailure(`${engine.name} answered with more than can be read.`);
  try {
    return JSON.parse(decodeText(bytes, null));
  } catch {
    // What it is instead of JSON is of no use to anybody, and may be long.
    throw new ToolFailure(engine.notJson);
  }
}

function withoutSecrets(result: SearchResult, secrets: string[]): SearchResult {
  const hide = (text: string) => secrets.reduce((at, secret) => at.replaceAll(secret, "[key]"), text);
  return {
    url: hide(result.url),
    title: hide(result.title),
    excerpt: hide(result.excerpt),
    published: result.published && hide(result.published),
  };
}
