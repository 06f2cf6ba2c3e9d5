/**
 * Owns: a person letting this application into a tool server: sent to its authorization server with a fresh state and a PKCE
 * challenge, taken back once, within ten minutes, for the same server.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { auth, extractWWWAuthenticateParams } from "@modelcontextprotocol/client";
import { guardConnections } from "#lib/connections/addresses.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readAuth, type StoredAuth, writeAuth } from "./auth-store.ts";
import { foreignFetch } from "./foreign-fetch.ts";
import { type AuthDraft, providerFor } from "./oauth-provider.ts";
import { dropLink } from "./pool.ts";
import { keyOf } from "./seat.ts";
import type { HttpReach, ServerConfig } from "./server-config.ts";
import { findServer } from "./store.ts";

/** `denied`: the person, or the authorization server, said no. `expired`: it was begun too long ago, or not here. */
export type AuthorizationEnd = "done" | "denied" | "expired" | "failed";

const pendingMs = 10 * 60_000;
const askMs = 10_000;

/**
 * Where to send the person. `redirectUrl`: where they come back to. Throws AppError `not-found`, or `conflict` where there is
 * nobody to ask.
 */
export async function beginAuthorization(viewer: Viewer, id: string, redirectUrl: string): Promise<string> {
  const { config } = await findServer(viewer, id);
  const { reach, name } = config;
  if (reach.kind !== "http") throw nobodyToAsk(name);
  const known = await readAuth(viewer, config);
  // A client is registered with the address that people come back to.
  const client = known?.redirectUrl === redirectUrl ? known.client : undefined;
  const draft: AuthDraft = { url: reach.url, redirectUrl, client };
  const state = randomBytes(32).toString("base64url");
  try {
    const challenge = await challengeOf(reach);
    await auth(providerFor(draft, state), { serverUrl: reach.url, fetchFn: foreignFetch(reach.url), ...challenge });
  } catch (cause) {
    throw nobodyToAsk(name, cause);
  }
  const { authorizationUrl, codeVerifier } = draft;
  if (authorizationUrl === undefined || codeVerifier === undefined || !isSafe(authorizationUrl)) throw nobodyToAsk(name);
  const pending = { state, codeVerifier, until: Date.now() + pendingMs };
  await writeAuth(viewer, config, { ...storedOf(draft), tokens: known?.tokens, expiresAt: known?.expiresAt, pending });
  return authorizationUrl.href;
}

/** Takes back a person whom `beginAuthorization` sent away. Throws AppError `not-found`, and nothing else. */
export async function endAuthorization(viewer: Viewer, id: string, query: URLSearchParams): Promise<AuthorizationEnd> {
  const { config } = await findServer(viewer, id);
  const known = await readAuth(viewer, config);
  const { pending, redirectUrl } = known ?? {};
  if (!known || !pending || redirectUrl === undefined) return "expired";
  // Whoever brings another state was not sent by us, and does not end what we began.
  if (!isSame(pending.state, query.get("state") ?? "")) return "expired";
  await writeAuth(viewer, config, { ...known, pending: undefined });
  if (pending.until < Date.now()) return "expired";
  const code = query.get("code");
  if (code === null) return "denied";
  const draft: AuthDraft = { ...known, redirectUrl, pending: undefined, codeVerifier: pending.codeVerifier };
  try {
    const iss = query.get("iss") ?? undefined;
    await auth(providerFor(draft, pending.state), {
      serverUrl: known.url,
      authorizationCode: code,
      fetchFn: foreignFetch(known.url),
      ...(iss !== undefined && { iss }),
    });
  } catch {
    // What went wrong may hold the code or a token; who is in front of the screen can only try again.
    return "failed";
  }
  await writeAuth(viewer, config, storedOf(draft));
  dropLink(keyOf(viewer, config));
  return "done";
}

/** Forgets what was given. Throws AppError `not-found`. */
export async function forgetAuthorization(viewer: Viewer, id: string): Promise<void> {
  const { config } = await findServer(viewer, id);
  await writeAuth(viewer, config, null);
  dropLink(keyOf(viewer, config));
}

export async function isAuthorized(viewer: Viewer, config: ServerConfig): Promise<boolean> {
  return (await readAuth(viewer, config))?.tokens !== undefined;
}

/** What the server says of its authorization when it is asked without one. */
async function challengeOf({ url }: HttpReach) {
  guardConnections();
  const response = await fetch(url, {
    method: "POST",
    headers: { accept: "application/json, text/event-stream", "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
    redirect: "manual",
    signal: AbortSignal.timeout(askMs),
  });
  await response.body?.cancel();
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
  return { ...(resourceMetadataUrl && { resourceMetadataUrl }), ...(scope !== undefined && { scope }) };
}

function storedOf({ codeVerifier: _, authorizationUrl: __, ...stored }: AuthDraft): StoredAuth {
  return stored;
}

/** It is opened in the person's browser. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname));
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}

function nobodyToAsk(name: string, cause?: unknown): AppError {
  return new AppError("conflict", {
    message: `${name} does not say where it is authorized, or does not let an application like this one ask.`,
    suggestion: "Make a key there, and add it to this server as a header.",
    cause,
  });
}
