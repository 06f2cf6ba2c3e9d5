/**
 * Owns: what every request meets before Next sees it, pages and API alike: the local guard, an address that can be read, a
 * method that exists, and the security headers of the response.
 */
import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { refuseKey } from "#lib/auth/key-claim.ts";
import { allowedOriginsOf, checkLocal, isPagePath, localAddress } from "#lib/auth/local.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { logIncident } from "#lib/core/log.ts";
import { corsHeaders } from "#lib/http/cors.ts";
import { explainIn } from "#lib/http/error-response.ts";
import { shapeOf } from "#lib/http/interface-shape.ts";
import { contentSecurityPolicy, fixedHeaders } from "#lib/http/security-headers.ts";

export interface DoorOptions {
  isDev: boolean;
  /** Next's request handler. */
  pass: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const apiMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Pages and their files are only read. In development Next's own tools post to some of its paths. */
const pageMethods = ["GET", "HEAD"];

/** Headers in which a proxy or Next itself would speak; from a stranger they are claims, so they are dropped unread. */
const claims = /^(x-forwarded-|x-middleware-|x-invoke-|x-matched-path$|forwarded$|content-security-policy)/;

export function createDoor({ isDev, pass }: DoorOptions): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value);
    const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), isDev);
    response.setHeader("content-security-policy", policy);
    try {
      admit(request, isDev);
    } catch (error) {
      refuse(request, response, error);
      return;
    }
    for (const name of Object.keys(request.headers)) if (claims.test(name)) delete request.headers[name];
    // Next takes the nonce for its own scripts from the request.
    request.headers["content-security-policy"] = policy;
    pass(request, response).catch((error: unknown) => {
      if (response.headersSent) {
        logIncident({ during: `${request.method} ${pathOf(request)}`, error });
        response.destroy();
      } else {
        refuse(request, response, error);
      }
    });
  };
}

/** Whether an upgrade may pass; if not, the socket has been answered and closed. */
export function admitUpgrade(request: IncomingMessage, socket: Duplex): boolean {
  try {
    admit(request, false);
    return true;
  } catch {
    // Whatever is wrong with it, it is not let in, and a bare socket has no room for a reason.
    socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    return false;
  }
}

/** Throws AppError for a request that may not pass. */
function admit(request: IncomingMessage, isDev: boolean): void {
  const { headers, method = "" } = request;
  const path = pathOf(request);
  const isPage = path === null || isPagePath(path);
  const allowedOrigins = path === null ? [] : allowedOriginsOf(path);
  const fault = checkLocal({ ...originOf(headers), method, isPage, allowedOrigins }, localAddress());
  if (fault) throw new AppError("forbidden", { field: fault });
  if (path === null) throw new AppError("bad-request", { message: "The address cannot be read.", field: "path" });
  // A page shows what the person may see: a program with a key is not that person, whatever it may see itself.
  if (isPage) refuseKey({ get: (name) => one(headers[name]) });
  if (!(isPage && !isDev ? pageMethods : apiMethods).includes(method)) throw new AppError("method-not-allowed");
}

function one(value: string | string[] | undefined): string | null {
  return value === undefined ? null : String(value);
}

function originOf(headers: IncomingHttpHeaders) {
  return {
    host: one(headers.host),
    origin: one(headers.origin),
    fetchSite: one(headers["sec-fetch-site"]),
    fetchMode: one(headers["sec-fetch-mode"]),
    fetchDest: one(headers["sec-fetch-dest"]),
  };
}

/** The decoded path; null when it is no path of ours or cannot be decoded. */
function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? "";
  if (!target.startsWith("/")) return null;
  try {
    return decodeURIComponent(target.split(/[?#]/, 1)[0] ?? "");
  } catch {
    // A stray percent sign: the caller says so.
    return null;
  }
}

/** Programs get the error as JSON in the shape of their protocol, a person in front of a page gets its sentences. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const requestId = newId("request");
  const path = pathOf(request);
  const shape = path === null ? "ours" : shapeOf(path);
  const { status, headers, body } = explainIn(shape, error, { requestId, during: `${request.method} ${path ?? "?"}` });
  const isPage = path !== null && isPagePath(path);
  const { message, suggestion } = AppError.is(error) ? error : new AppError("internal");
  const text = isPage ? `${message} ${suggestion}\n` : JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    ...(path !== null && corsHeaders({ path, header: (name) => one(request.headers[name]) })),
    ...(status === 405 && { allow: (isPage ? pageMethods : apiMethods).join(", ") }),
    "content-type": isPage ? "text/plain; charset=utf-8" : "application/json",
    "cache-control": "no-store",
    "x-request-id": requestId,
    "content-length": Buffer.byteLength(text),
  });
  response.end(request.method === "HEAD" ? undefined : text);
}
