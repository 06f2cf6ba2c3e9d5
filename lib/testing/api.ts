/** Route handlers called as Next calls them, without a server. */
import type { RouteHandler } from "#lib/http/shaped-route.ts";

const testOrigin = "http://127.0.0.1:3000";

interface CallOptions {
  method?: string;
  /** Sent as JSON; text and bytes are sent as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  signal?: AbortSignal;
}

export function apiRequest(path: string, { method = "GET", body, headers = {}, signal }: CallOptions = {}): Request {
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return new Request(testOrigin + path, {
    method,
    headers: {
      host: "127.0.0.1:3000",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body), duplex: "half" }),
    ...(signal ? { signal } : {}),
  } as RequestInit);
}

export function callRoute(handler: RouteHandler, path: string, options: CallOptions = {}): Promise<Response> {
  return handler(apiRequest(path, options), { params: Promise.resolve(options.params ?? {}) });
}

export interface ErrorAnswer {
  status: number;
  code: string;
  field: string | undefined;
}

/** What an error answer says, checked for its shape: every part is there and the request id is in body and header alike. */
export async function readError(response: Response): Promise<ErrorAnswer> {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  const { code, message, suggestion, requestId, field, ...rest } = error;
  const isWhole = [code, message, suggestion, requestId].every((value) => typeof value === "string" && value.length > 0);
  if (!isWhole || Object.keys(rest).length > 0 || requestId !== response.headers.get("x-request-id")) {
    throw new Error(`Not one of our errors: ${JSON.stringify(error)}`);
  }
  return { status: response.status, code: String(code), field: typeof field === "string" ? field : undefined };
}
