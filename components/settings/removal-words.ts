/** Owns: what is said before something is removed: what becomes of what was made with it. Pure. */
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import type { ServerSummary } from "#lib/toolbox/mcp/summary.ts";

export function afterConnection({ hasKey }: ConnectionSummary): string {
  const gone = hasKey ? "Its key is deleted from this machine, and its models" : "Its models";
  return `${gone} are no longer offered. Conversations that used it stay readable, with their thoughts, times and costs. To go on in them, choose another model.`;
}

export function afterServer({ headerNames, isAuthorized }: ServerSummary): string {
  const secrets = [headerNames.length > 0 && "its headers", isAuthorized && "its sign-in"].filter(Boolean);
  const gone = secrets.length > 0 ? `, ${secrets.join(" and ")} deleted from this machine` : "";
  return `Its tools are no longer offered${gone}, and what you agreed to and allowed is forgotten. Conversations that used its tools stay readable, with every call and result.`;
}
