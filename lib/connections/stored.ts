/** Owns: a connection as it stands in the database, and as it is used. Only here are sealed values opened and made. */
import type { Database } from "#lib/db/client.ts";
import type { ConnectionConfig } from "#lib/models/connection.ts";
import { isProviderKind } from "#lib/models/provider-kinds.ts";
import { seal, unseal } from "#lib/settings/secrets.ts";

export type ConnectionRow = NonNullable<Awaited<ReturnType<Database["client"]["connection"]["findFirst"]>>>;

export interface StoredConnection {
  config: ConnectionConfig;
  isEnabled: boolean;
  /** Its key or its headers cannot be opened with this installation's secret. */
  isLocked: boolean;
}

/** Null: a kind that this version does not know. */
export async function readStored(row: ConnectionRow): Promise<StoredConnection | null> {
  if (!isProviderKind(row.kind)) return null;
  const place = (field: "key" | "headers") => ({ connectionId: row.id, field });
  const [apiKey, headers] = await Promise.all([
    row.sealedKey === null ? null : unseal(row.sealedKey, place("key")),
    row.sealedHeaders === null ? null : unseal(row.sealedHeaders, place("headers")),
  ]);
  return {
    config: {
      id: row.id,
      kind: row.kind,
      name: row.name,
      baseUrl: row.baseUrl,
      apiKey: apiKey ?? undefined,
      headers: headers === null ? {} : (JSON.parse(headers) as Record<string, string>),
    },
    isEnabled: row.isEnabled,
    isLocked: (row.sealedKey !== null && apiKey === null) || (row.sealedHeaders !== null && headers === null),
  };
}

/** The columns of a key; the same for headers below. */
export async function keyColumns(connectionId: string, apiKey: string | undefined) {
  if (apiKey === undefined) return { sealedKey: null, keyTail: null };
  return { sealedKey: await seal(apiKey, { connectionId, field: "key" }), keyTail: tailOf(apiKey) };
}

export async function headerColumns(connectionId: string, headers: Record<string, string>) {
  if (Object.keys(headers).length === 0) return { sealedHeaders: null };
  return { sealedHeaders: await seal(JSON.stringify(headers), { connectionId, field: "headers" }) };
}

/** To be told by. Of a short key four characters would be too much. */
export function tailOf(apiKey: string): string {
  return apiKey.length >= 12 ? apiKey.slice(-4) : "";
}
