/** Owns: what a person typed about a connection, and what is sent of it. Pure. */
import type { KindRow } from "#lib/client/connections-api.ts";
import type { ConnectionPatch, NewConnection } from "#lib/connections/input.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";

export interface HeaderDraft {
  /** Tells rows apart while they are written. */
  key: number;
  name: string;
  value: string;
}

export interface ConnectionDraft {
  name: string;
  baseUrl: string;
  apiKey: string;
  isKeyRemoved: boolean;
  /** Null: those there are stay. */
  headers: HeaderDraft[] | null;
}

export type DraftField = "name" | "baseUrl" | "apiKey" | "headers";
export type DraftProblems = Partial<Record<DraftField, string>>;

export function draftOf(kind: KindRow, connection: ConnectionSummary | null): ConnectionDraft {
  return {
    name: connection?.name ?? "",
    baseUrl: connection?.baseUrl ?? kind.baseUrl ?? "",
    apiKey: "",
    isKeyRemoved: false,
    headers: connection === null || connection.isLocked ? [] : null,
  };
}

/** Whether the address is another machine or port than the one that the saved key was entered for. */
export function isMoved({ baseUrl }: ConnectionDraft, connection: ConnectionSummary | null): boolean {
  if (!connection?.baseUrl) return false;
  const now = URL.parse(baseUrl.trim())?.origin;
  return now !== undefined && now !== URL.parse(connection.baseUrl)?.origin;
}

/** What can be said before anything is sent. */
export function problemsOf(draft: ConnectionDraft, kind: KindRow, connection: ConnectionSummary | null): DraftProblems {
  const problems: DraftProblems = {};
  const hasKey = draft.apiKey.trim() !== "";
  const keepsKey = connection?.hasKey === true && !connection.isLocked && !draft.isKeyRemoved;
  const isElsewhere = isMoved(draft, connection);
  const speaksForItself = (draft.headers ?? []).some(({ name }) =>
    /^(authorization|x-api-key|x-goog-api-key|api-key)$/i.test(name.trim()),
  );
  if (draft.baseUrl.trim() === "") problems.baseUrl = "Enter the address of the server, for example http://127.0.0.1:8000/v1.";
  if (!hasKey && kind.key === "required" && !keepsKey) problems.apiKey = `Enter a key: ${kind.name} answers nobody without one.`;
  else if (!hasKey && connection?.isLocked && connection.hasKey && !draft.isKeyRemoved) problems.apiKey = "Enter the key again.";
  else if (!hasKey && keepsKey && isElsewhere) {
    problems.apiKey = "The key was entered for another address. Enter it again to send it there.";
  } else if (/\s/.test(draft.apiKey.trim())) problems.apiKey = "A key has no spaces or line breaks. Copy it once more.";
  if (isElsewhere && draft.headers === null && connection?.headerNames.length) {
    problems.headers = "The headers were entered for another address. Enter them again to send them there.";
  }
  if (draft.headers?.some(isHalfGiven)) problems.headers = halfGiven;
  if (speaksForItself && (hasKey || (keepsKey && connection !== null))) {
    problems.headers = "One of these headers and the key say the same. Leave one of them out.";
  }
  return problems;
}

export function toNewConnection({ name, baseUrl, apiKey, headers }: ConnectionDraft, { kind }: KindRow): NewConnection {
  const given = toHeaders(headers ?? []);
  return {
    kind,
    baseUrl: baseUrl.trim(),
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(apiKey.trim() !== "" && { apiKey: apiKey.trim() }),
    ...(Object.keys(given).length > 0 && { headers: given }),
  };
}

/** Null: nothing was changed. */
export function toPatch(draft: ConnectionDraft, connection: ConnectionSummary): ConnectionPatch | null {
  const { headers, isKeyRemoved } = draft;
  const [name, baseUrl, apiKey] = [draft.name.trim(), draft.baseUrl.trim(), draft.apiKey.trim()];
  const patch: ConnectionPatch = {
    ...(name !== "" && name !== connection.name && { name }),
    ...(baseUrl !== connection.baseUrl && { baseUrl }),
    ...(apiKey !== "" ? { apiKey } : isKeyRemoved && { apiKey: null }),
    ...(headers !== null && { headers: toHeaders(headers) }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

export const halfGiven = "Each header needs a name and a value.";

export function isHalfGiven({ name, value }: HeaderDraft): boolean {
  return (name.trim() === "") !== (value.trim() === "");
}

/** Rows that are empty are left out. */
export function toHeaders(rows: readonly HeaderDraft[]): Record<string, string> {
  const filled = rows.filter(({ name, value }) => name.trim() !== "" && value.trim() !== "");
  return Object.fromEntries(filled.map(({ name, value }) => [name.trim(), value.trim()]));
}
