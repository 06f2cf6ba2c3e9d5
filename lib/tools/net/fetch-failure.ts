/** Owns: what went wrong between us and a server, as a sentence that a model and a person can act on. */
import { STATUS_CODES } from "node:http";
import { ToolFailure } from "#lib/tools/tool.ts";
import { ForbiddenAddress } from "./guarded-agent.ts";

const sentences: Record<string, string> = {
  ENOTFOUND: "There is no server of the name {host}.",
  EAI_AGAIN: "The name {host} could not be looked up just now.",
  ECONNREFUSED: "{host} refuses connections.",
  ECONNRESET: "{host} broke the connection off.",
  EHOSTUNREACH: "{host} cannot be reached.",
  ENETUNREACH: "{host} cannot be reached.",
  ETIMEDOUT: "{host} did not answer in time.",
  UND_ERR_CONNECT_TIMEOUT: "{host} did not answer in time.",
  UND_ERR_HEADERS_TIMEOUT: "{host} did not answer in time.",
  UND_ERR_BODY_TIMEOUT: "{host} stopped sending.",
  UND_ERR_SOCKET: "{host} broke the connection off.",
  UND_ERR_HEADERS_OVERFLOW: "{host} answered with headers too long to read.",
};

/** A failure to connect or to read, whatever was thrown; `host` names the server and holds no secret. */
export function connectionFailure(error: unknown, host: string): ToolFailure {
  for (const cause of causes(error)) {
    if (cause instanceof ToolFailure) return cause;
    if (cause instanceof ForbiddenAddress) {
      return new ToolFailure(`${host} leads into a private network or to this machine; only public pages can be read.`);
    }
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    const sentence = sentences[code];
    if (sentence) return new ToolFailure(sentence.replace("{host}", host));
    if (/CERT|TLS|SSL|SIGNATURE/.test(code))
      return new ToolFailure(`${host} has no valid certificate, so the connection is not safe.`);
    if (/^HPE_/.test(code)) return new ToolFailure(`${host} does not answer in proper HTTP.`);
    if (/^Z_|ZLIB|BROTLI|ZSTD/.test(code)) return new ToolFailure(`${host} sent what cannot be decompressed.`);
    if (cause.message === "bad port") return new ToolFailure("Web pages are not served from that port.");
  }
  return new ToolFailure(`${host} could not be read.`);
}

/** Null for success. */
export function statusFailure(status: number, host: string): ToolFailure | null {
  if (status >= 200 && status < 300) return null;
  const name = STATUS_CODES[status] ? `${status} (${STATUS_CODES[status]})` : `${status}`;
  if (status === 401) return new ToolFailure(`${host} answered ${name}: the page wants a login.`);
  if (status === 403) return new ToolFailure(`${host} answered ${name}: it does not let programs read this page.`);
  if (status === 404 || status === 410) return new ToolFailure(`${host} answered ${name}: there is no such page.`);
  if (status === 429) return new ToolFailure(`${host} answered ${name}: it was asked too often. Try later, or another page.`);
  if (status >= 500) return new ToolFailure(`${host} answered ${name}: the fault is on its side.`);
  return new ToolFailure(`${host} answered ${name}.`);
}

/** The error and what caused it; of several addresses tried, each. */
function* causes(error: unknown): Generator<Error> {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    yield at;
    if (at instanceof AggregateError) yield* at.errors.filter((each) => each instanceof Error);
  }
}
