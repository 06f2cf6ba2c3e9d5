/** Owns: one request to our own API and what comes of it. */
import { errorFromBody, unreachable } from "./api-error.ts";

/** `path` comes after `/api/`. Rejects with an ApiError and nothing else. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

export interface CallOptions {
  fetch?: typeof fetch;
  /** Hears the server's time whenever a response carries it. */
  onServerTime?: (serverTime: number) => void;
}

/** Characters; browsers keep 64 KiB alive in all. */
const mostKeptAlive = 15_000;

export function createCall({ fetch: send = (...all) => fetch(...all), onServerTime }: CallOptions = {}): Call {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    let response: Response;
    let content: unknown;
    try {
      const headers = body === undefined ? undefined : { "content-type": "application/json" };
      const text = body === undefined ? undefined : JSON.stringify(body);
      // A change that was shown is still sent when the page is left at that moment, as far as browsers do that.
      const keepalive = method === "PATCH" && text !== undefined && text.length < mostKeptAlive;
      response = await send(`/api/${path}`, { method, headers, body: text, keepalive });
      content = parseJson(await response.text());
    } catch {
      // fetch gives one opaque TypeError for everything that kept a response from arriving.
      throw unreachable(typeof navigator === "undefined" || navigator.onLine !== false);
    }
    onServerTime?.(Date.parse(response.headers.get("date") ?? ""));
    if (!response.ok) throw errorFromBody(response.status, content);
    return content as T;
  };
}

/** Null for what is not ours: a proxy's page, for example. The status decides what is said. */
export function parseJson(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
