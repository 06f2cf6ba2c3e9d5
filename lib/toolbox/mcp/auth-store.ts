/** Owns: what an authorization server gave for a tool server, as it is kept: sealed, and for one address. */
import type { OAuthDiscoveryState, StoredOAuthClientInformation, StoredOAuthTokens } from "@modelcontextprotocol/client";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { sealFor, unsealFor } from "../sealed.ts";
import { readSetUps, writeSetUp } from "../set-up.ts";
import { setUpNameOf } from "../toolbox-of-viewer.ts";
import type { ServerConfig } from "./server-config.ts";

export interface StoredAuth {
  /** Of the tool server that it was given for. */
  url: string;
  /** Where people are sent back to; the client is registered with it. */
  redirectUrl?: string | undefined;
  client?: StoredOAuthClientInformation | undefined;
  discovery?: OAuthDiscoveryState | undefined;
  tokens?: StoredOAuthTokens | undefined;
  /** Of the access token, in milliseconds since the epoch; absent when the server did not say. */
  expiresAt?: number | undefined;
  /** A person was sent to the authorization server and is not back yet. */
  pending?: { state: string; codeVerifier: string; until: number } | undefined;
}

/** Null: nothing was given for the server at this address, or it cannot be opened. */
export async function readAuth(viewer: Viewer, config: ServerConfig): Promise<StoredAuth | null> {
  const text = config.from === "file" ? await textOfFileServer(viewer, config.id) : await textOfRow(viewer, config.id);
  const auth = text === null ? null : (JSON.parse(text) as StoredAuth);
  return auth !== null && config.reach.kind === "http" && auth.url === config.reach.url ? auth : null;
}

/** Null takes it away. A server that was removed meanwhile keeps nothing. */
export async function writeAuth(viewer: Viewer, config: ServerConfig, auth: StoredAuth | null): Promise<void> {
  const text = auth === null ? null : JSON.stringify(auth);
  if (config.from === "file") {
    await writeSetUp(viewer, setUpNameOf(config.id), { key: text });
    return;
  }
  const sealedAuth = text === null ? null : await sealFor({ viewer, of: `mcp/${config.id}`, field: "auth" }, text);
  await database().client.mcpServer.updateMany({ where: { id: config.id, userId: viewer.userId }, data: { sealedAuth } });
}

async function textOfFileServer(viewer: Viewer, id: string): Promise<string | null> {
  return (await readSetUps(viewer)).get(setUpNameOf(id))?.key ?? null;
}

async function textOfRow(viewer: Viewer, id: string): Promise<string | null> {
  const where = { id, userId: viewer.userId };
  const row = await database().client.mcpServer.findFirst({ where, select: { sealedAuth: true } });
  if (row === null || row.sealedAuth === null) return null;
  return unsealFor({ viewer, of: `mcp/${id}`, field: "auth" }, row.sealedAuth);
}
