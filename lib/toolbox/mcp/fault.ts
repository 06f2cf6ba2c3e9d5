/** Owns: why a tool server cannot be used, in sentences. They hold nothing that the server or its program said but its codes. */
import { SdkError, SdkErrorCode, UnauthorizedError } from "@modelcontextprotocol/client";
import { refusedSentence } from "#lib/connections/addresses.ts";
import type { ServerConfig } from "./server-config.ts";

export interface McpFault {
  /** `unauthorized`: a person has to let this application in first. `refused`: trying again alone changes nothing. */
  kind: "unauthorized" | "refused" | "unreachable" | "gone";
  message: string;
  suggestion: string;
}

const retrySoon = "It is tried again by itself. The test in the settings tries at once.";
const checkAddress = "Check the address and whether the server is running.";

/** What connecting failed with. `heard`: the last line that the server's program printed, free of secrets. */
export function faultOf(error: unknown, { name, reach }: ServerConfig, heard: string | null = null): McpFault {
  const codes = codesIn(error);
  const status = [...codes].find((code): code is number => typeof code === "number");
  if (isUnauthorized(error)) return unauthorized(name, reach);
  if (status === 403) return refused(`${name} refuses what it was sent to let us in.`, "Check the headers of this server.");
  if (status !== undefined) {
    return refused(`${name} answered with HTTP status ${status}, as no tool server does.`, "Check the address, path included.");
  }
  if (codes.has("address")) return refused(refusedSentence, "Use another address.");
  if (reach.kind === "stdio") return ofProgram(codes, name, reach.command, heard);
  if (codes.has(SdkErrorCode.RequestTimeout) || codes.has("TimeoutError")) {
    return { kind: "unreachable", message: `${name} did not answer in time.`, suggestion: retrySoon };
  }
  if (isNoConnection(codes)) return { kind: "unreachable", message: `${name} cannot be reached.`, suggestion: checkAddress };
  return refused(`${name} does not speak as a tool server does.`, "Check that the address is one of streamable HTTP.");
}

/** A connection that was there and is no more. */
export function goneFault(name: string, heard: string | null = null): McpFault {
  const said = heard === null ? "" : ` The last it printed: ${heard}`;
  return { kind: "gone", message: `The connection to ${name} is gone.${said}`, suggestion: retrySoon };
}

function ofProgram(codes: ReadonlySet<string | number>, name: string, command: string, heard: string | null): McpFault {
  const program = JSON.stringify(command.length > 80 ? `${command.slice(0, 80)}…` : command);
  if (codes.has("ENOENT"))
    return refused(`${name} cannot be started: there is no program ${program}.`, "Check its command in mcp.json.");
  if (codes.has("EACCES"))
    return refused(`${name} cannot be started: ${program} may not be run.`, "Check the rights of this file.");
  const said = heard === null ? "" : ` The last it printed: ${heard}`;
  if (codes.has(SdkErrorCode.ConnectionClosed)) {
    return {
      kind: "unreachable",
      message: `${name} ended before it was ready.${said}`,
      suggestion: "Check its entry in mcp.json.",
    };
  }
  return { kind: "unreachable", message: `${name} was started and did not answer in time.${said}`, suggestion: retrySoon };
}

function unauthorized(name: string, reach: ServerConfig["reach"]): McpFault {
  if (hasOwnAuthorization(reach)) return refused(`${name} refuses the authorization in its headers.`, "Enter it again.");
  return {
    kind: "unauthorized",
    message: `${name} asks for authorization.`,
    suggestion: "Authorize it in the settings, or add a header with a key.",
  };
}

/** The person gave a header instead of being asked. */
export function hasOwnAuthorization(reach: ServerConfig["reach"]): boolean {
  return reach.kind === "http" && Object.keys(reach.headers).some((header) => header.toLowerCase() === "authorization");
}

function refused(message: string, suggestion: string): McpFault {
  return { kind: "refused", message, suggestion };
}

/** Whether the server wants to know who asks. */
export function isUnauthorized(error: unknown): boolean {
  return UnauthorizedError.isInstance(error) || codesIn(error).has(401);
}

/** Whether no byte of a request can have been read by the server. */
export function neverArrived(error: unknown): boolean {
  const codes = codesIn(error);
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"].some((code) =>
    codes.has(code),
  );
}

/** Whether the server says that it does not know this connection any more. It has done nothing then. */
export function isSessionLost(error: unknown): boolean {
  const codes = codesIn(error);
  return codes.has(404) || (codes.has(400) && /session/i.test(textOf(error)));
}

function textOf(error: unknown): string {
  return SdkError.isInstance(error) ? error.message.slice(0, 500) : "";
}

function isNoConnection(codes: ReadonlySet<string | number>): boolean {
  return [...codes].some(
    (code) => typeof code === "string" && /^(E[A-Z_]+|UND_ERR_\w+|CERT_\w+|DEPTH_\w+|SELF_\w+|UNABLE_\w+)$/.test(code),
  );
}

/** Names, codes and statuses of an error and of those behind it. */
function codesIn(error: unknown): Set<string | number> {
  const codes = new Set<string | number>();
  let one = error;
  for (let depth = 0; depth < 6 && typeof one === "object" && one !== null; depth++) {
    const { name, code, status, message, cause, data } = one as Record<string, unknown>;
    if (typeof name === "string" && /Timeout|Abort/.test(name)) codes.add(name);
    if (typeof code === "string") codes.add(code);
    if (typeof status === "number") codes.add(status);
    if (message === refusedSentence) codes.add("address");
    const about = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
    if (typeof about.status === "number") codes.add(about.status);
    one = cause ?? about.cause;
  }
  return codes;
}
