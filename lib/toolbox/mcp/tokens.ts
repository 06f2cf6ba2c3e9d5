/** Owns: the access token of a request to a tool server, and getting a newer one without a person. */
import { refreshAuthorization } from "@modelcontextprotocol/client";
import { remember } from "#lib/core/remember.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readAuth, type StoredAuth, writeAuth } from "./auth-store.ts";
import { foreignFetch } from "./foreign-fetch.ts";
import type { TokenSource } from "./open-transport.ts";
import type { ServerConfig } from "./server-config.ts";

/** A token that ends sooner than this may end on its way. */
const leewayMs = 30_000;

export function tokensOf(viewer: Viewer, config: ServerConfig): TokenSource {
  return {
    async read() {
      const auth = await readAuth(viewer, config);
      if (auth?.tokens === undefined) return undefined;
      if (auth.expiresAt === undefined || auth.expiresAt > Date.now() + leewayMs) return auth.tokens.access_token;
      return (await refreshed(viewer, config))?.access_token ?? auth.tokens.access_token;
    },
    refresh: async () => (await refreshed(viewer, config)) !== null,
  };
}

/** When the access token ends; undefined when its server does not say. */
export function expiryOf({ expires_in }: { expires_in?: number | undefined }, now = Date.now()): number | undefined {
  return expires_in === undefined || !Number.isFinite(expires_in) ? undefined : now + expires_in * 1000;
}

/** Two at once would spend the same refresh token twice, which many servers take for theft. */
async function refreshed(viewer: Viewer, config: ServerConfig): Promise<StoredAuth["tokens"] | null> {
  const underWay = remember("toolbox.mcp-refreshes", () => new Map<string, Promise<StoredAuth["tokens"] | null>>());
  const key = `${viewer.userId}/${config.id}`;
  const known = underWay.get(key);
  if (known) return known;
  const begun = refresh(viewer, config).finally(() => underWay.delete(key));
  underWay.set(key, begun);
  return begun;
}

/** Null: a person has to authorize again, or nobody can be asked. */
async function refresh(viewer: Viewer, config: ServerConfig): Promise<StoredAuth["tokens"] | null> {
  const auth = await readAuth(viewer, config);
  const { client, discovery, tokens } = auth ?? {};
  if (!auth || !client || !discovery || tokens?.refresh_token === undefined) return null;
  try {
    const { authorizationServerMetadata: metadata, authorizationServerUrl, resourceMetadata } = discovery;
    const given = await refreshAuthorization(authorizationServerUrl, {
      clientInformation: client,
      refreshToken: tokens.refresh_token,
      fetchFn: foreignFetch(auth.url),
      ...(metadata && { metadata }),
      ...(resourceMetadata && { resource: resourceMetadata.resource }),
    });
    const newer = { ...given, issuer: tokens.issuer };
    await writeAuth(viewer, config, { ...auth, tokens: newer, expiresAt: expiryOf(given) });
    return newer;
  } catch {
    // Refused or unreachable: the request goes as it would have, and its answer says what is to be done.
    return null;
  }
}
