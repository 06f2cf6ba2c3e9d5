/**
 * Owns: what a browser is told about who may read an answer of the outside interfaces. An answer without these headers, an error
 * too, is to the page on another site a broken connection.
 */
import { allowedOriginsOf, isInterfacePath } from "#lib/auth/local.ts";

/** Headers that a page may read beside the harmless ones. */
const readable = "x-request-id, x-trace-id, retry-after";

interface Asking {
  /** The path asked for, without its query. */
  path: string;
  /** The header of that name, in lower case; null when it is absent. */
  header: (name: string) => string | null;
}

/** For every answer. Empty where pages on other sites have no business. */
export function corsHeaders({ path, header }: Asking): Record<string, string> {
  if (!isInterfacePath(path)) return {};
  const origin = header("origin");
  if (origin === null || !allowedOriginsOf(path).includes(origin.toLowerCase())) return { vary: "origin" };
  return {
    vary: "origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": readable,
  };
}

/** For the question that a browser asks before it sends a request of another site. It carries no key. */
export function preflightHeaders(asking: Asking, methods: string): Record<string, string> {
  const answer = corsHeaders(asking);
  if (!("access-control-allow-origin" in answer)) return answer;
  const headers = asking.header("access-control-request-headers");
  const isToPrivateNetwork = asking.header("access-control-request-private-network") === "true";
  return {
    ...answer,
    vary: "origin, access-control-request-headers, access-control-request-private-network",
    "access-control-allow-methods": methods,
    "access-control-max-age": "600",
    ...(headers !== null && { "access-control-allow-headers": headers }),
    ...(isToPrivateNetwork && { "access-control-allow-private-network": "true" }),
  };
}
