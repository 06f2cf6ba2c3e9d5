/** Owns: what a person typed about a tool server, and what is sent of it. Pure. */
import type { NewServer, ServerPatch } from "#lib/toolbox/mcp/server-input.ts";
import type { ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import { type HeaderDraft, halfGiven, isHalfGiven, toHeaders } from "./connection-draft.ts";

export interface ServerDraft {
  url: string;
  name: string;
  /** Null: those there are stay. */
  headers: HeaderDraft[] | null;
}

export type ServerField = keyof ServerDraft;
export type ServerProblems = Partial<Record<ServerField, string>>;

type Saved = Pick<ServerSummary, "name" | "url" | "headerNames" | "isLocked">;

export function serverDraftOf(server: Saved | null): ServerDraft {
  return { url: server?.url ?? "", name: server?.name ?? "", headers: server === null || server.isLocked ? [] : null };
}

/** What can be said before anything is sent. */
export function serverProblemsOf({ url, headers }: ServerDraft, server: Saved | null): ServerProblems {
  const problems: ServerProblems = {};
  const origin = URL.parse(url.trim())?.origin;
  const isElsewhere = server?.url != null && origin !== undefined && origin !== URL.parse(server.url)?.origin;
  if (url.trim() === "") problems.url = "Enter the address of the server, for example https://example.com/mcp.";
  if (headers === null && isElsewhere && server.headerNames.length > 0) {
    problems.headers = "The headers were entered for another address. Enter them again to send them there.";
  }
  if (headers?.some(isHalfGiven)) problems.headers = halfGiven;
  return problems;
}

export function toNewServer({ url, name, headers }: ServerDraft): NewServer {
  const given = toHeaders(headers ?? []);
  return {
    url: url.trim(),
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(Object.keys(given).length > 0 && { headers: given }),
  };
}

/** Null: nothing was changed. */
export function toServerPatch(draft: ServerDraft, server: Saved): ServerPatch | null {
  const [url, name] = [draft.url.trim(), draft.name.trim()];
  const patch: ServerPatch = {
    ...(url !== server.url && { url }),
    ...(name !== "" && name !== server.name && { name }),
    ...(draft.headers !== null && { headers: toHeaders(draft.headers) }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}
