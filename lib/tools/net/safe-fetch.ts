/**
 * Owns: getting a document of the public web. Every address is checked where it is connected to, every redirect as if it were
 * asked for anew; time, size and types are bounded. Nothing is remembered between requests: no cookies, no connections.
 */
import { fetch, type Response } from "undici";
import { ToolFailure } from "#lib/tools/tool.ts";
import { connectionFailure, statusFailure } from "./fetch-failure.ts";
import { type Guard, guardedAgent, resolveAll } from "./guarded-agent.ts";
import { isPublicAddress } from "./public-address.ts";
import { type Body, readBody } from "./read-body.ts";
import { readWebAddress } from "./web-address.ts";

export interface DocumentRequest {
  url: string;
  signal: AbortSignal;
  /** For the whole: names, redirects, body. */
  timeoutMs: number;
  /** After decompression; the rest is not read. */
  mostBytes: number;
  /** Value of the `Accept` header. */
  accept: string;
  /** A sentence when this type is not wanted, which ends the request before its body is read. `""`: the server names none. */
  whyNot(mediaType: string): string | null;
}

export interface WebDocument extends Body {
  /** Where it was found, after redirects. */
  url: string;
  /** Lower case, without parameters; `""` when the server names none. */
  mediaType: string;
  /** As the header has it. */
  charset: string | null;
}

/** Throws ToolFailure with a sentence; the signal's reason when it fires. */
export type SafeFetch = (request: DocumentRequest) => Promise<WebDocument>;

export const userAgent = "Mozilla/5.0 (compatible; Aloud; reads a page when a person's question asks for it)";
const mostRedirects = 5;
const connectMs = 10_000;

export function createSafeFetch(guard: Partial<Guard> = {}): SafeFetch {
  const { resolve = resolveAll, isAllowed = isPublicAddress } = guard;
  return async (request) => {
    const agent = guardedAgent({ resolve, isAllowed }, connectMs);
    const time = AbortSignal.timeout(request.timeoutMs);
    const signal = AbortSignal.any([request.signal, time]);
    let url = readWebAddress(request.url);
    try {
      for (let redirects = 0; redirects <= mostRedirects; redirects++) {
        signal.throwIfAborted();
        const headers = { accept: request.accept, "user-agent": userAgent };
        const response = await fetch(url, { dispatcher: agent, redirect: "manual", credentials: "omit", headers, signal });
        const target = redirectTarget(response);
        if (target === null) return await readDocument(response, url, request);
        await response.body?.cancel();
        url = readWebAddress(target, url.href);
      }
      throw new ToolFailure(`The page sends from one address to the next, more than ${mostRedirects} times.`);
    } catch (error) {
      request.signal.throwIfAborted();
      if (time.aborted) throw new ToolFailure(`${url.host} did not deliver the page within ${request.timeoutMs / 1000} seconds.`);
      throw connectionFailure(error, url.host);
    } finally {
      // Not waited for: a body that is never read to its end would hold it up.
      agent.destroy().catch(() => undefined);
    }
  };
}

function redirectTarget(response: Response): string | null {
  return [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get("location") : null;
}

async function readDocument(response: Response, url: URL, request: DocumentRequest): Promise<WebDocument> {
  const failure = statusFailure(response.status, url.host);
  if (failure) throw failure;
  const { mediaType, charset } = readContentType(response.headers.get("content-type"));
  const why = request.whyNot(mediaType);
  if (why !== null) throw new ToolFailure(why);
  const body = await readBody(response.body as ReadableStream<Uint8Array> | null, request.mostBytes);
  return { url: url.href, mediaType, charset, ...body };
}

function readContentType(header: string | null): { mediaType: string; charset: string | null } {
  const [type = "", ...parameters] = (header ?? "").split(";", 20);
  const charset = parameters.map((each) => each.trim()).find((each) => each.toLowerCase().startsWith("charset="));
  return { mediaType: type.trim().toLowerCase(), charset: charset?.slice(8).replace(/["']/g, "").trim() || null };
}
