/** Owns: one connection to a tool server: opened, asked, told apart from one that is gone, closed. */
import {
  type CallToolResult,
  Client,
  LOG_LEVEL_META_KEY,
  type Progress,
  ProtocolError,
  SdkError,
  SdkErrorCode,
} from "@modelcontextprotocol/client";
import type { Args } from "./check-args.ts";
import { faultOf, goneFault, isSessionLost, isUnauthorized, type McpFault, neverArrived } from "./fault.ts";
import { type Listing, readListing } from "./listed-tool.ts";
import { logLine } from "./log-line.ts";
import type { TokenSource } from "./open-transport.ts";
import { openTransport } from "./open-transport.ts";
import type { ServerConfig } from "./server-config.ts";

/** What a call says while it runs. */
export interface CallHooks {
  signal: AbortSignal;
  timeoutMs: number;
  progress(done: number, total: number | null, message: string | null): void;
  write(text: string): void;
}

/** Plain data: who opened a connection and who calls may hold two copies of a class. */
export type CallOutcome =
  | { kind: "result"; result: CallToolResult }
  /** The server, or our own check of its answer, says why. */
  | { kind: "failed"; message: string }
  | { kind: "timeout" }
  | { kind: "stopped" }
  /** The connection is gone. `mayHaveRun`: whether the server can have read the request. */
  | { kind: "lost"; mayHaveRun: boolean };

export interface McpLink {
  /** As the server listed its tools last. */
  listing(): Listing;
  listedAt(): number;
  /** What the server calls itself. */
  about: { name: string; version: string };
  /** `legacy`: before the protocol of 2026. To connect with next time. */
  era: "legacy" | "modern";
  /** Never rejects. */
  call(name: string, args: Args, hooks: CallHooks): Promise<CallOutcome>;
  /** Asks for the tools again. Never rejects: what fails leaves the list as it is. */
  refresh(): Promise<void>;
  close(): Promise<void>;
  /** Resolves when it is over; with null when it was closed from here. */
  ended: Promise<McpFault | null>;
}

export interface LinkOptions {
  config: ServerConfig;
  /** Null: nothing is authorized, and nothing can be. */
  tokens: TokenSource | null;
  /** Known from an earlier connection. */
  era: "legacy" | "modern" | null;
  /** Ends the attempt to connect; nothing afterwards. */
  signal: AbortSignal;
}

const connectMs = { http: 20_000, stdio: 60_000 };
const listMs = 20_000;
const pingMs = 5_000;
const mostPages = 20;

/** Rejects with an McpFault. Whatever was begun is ended then. */
export async function openLink(options: LinkOptions): Promise<McpLink> {
  const { config } = options;
  const place = openTransport(config, options.tokens);
  const client = new Client(
    { name: "aloud", title: "Aloud", version: "1" },
    {
      capabilities: {},
      versionNegotiation: { mode: options.era === "legacy" ? "legacy" : "auto", probe: { timeoutMs: 10_000 } },
      listMaxPages: mostPages,
      listChanged: { tools: { onChanged: (error, tools) => (error === null && tools ? take(tools) : undefined) } },
    },
  );
  const over = Promise.withResolvers<McpFault | null>();
  const calls = new Set<CallHooks>();
  let listing: Listing = { tools: [], refusals: [] };
  let listedAt = 0;
  let isOver = false;
  let isChecking = false;

  const isModern = () => client.getProtocolEra() === "modern";

  function take(tools: Parameters<typeof readListing>[0]): void {
    listing = readListing(tools);
    listedAt = Date.now();
  }

  async function end(fault: McpFault | null): Promise<void> {
    if (isOver) return;
    isOver = true;
    over.resolve(fault);
    await place.close(client);
  }

  /** A server that wants to be asked anew is not one that is gone. */
  function faultOfEnd(error: unknown): McpFault {
    return isUnauthorized(error) ? faultOf(error, config) : goneFault(config.name, place.heard());
  }

  /** A stream that broke may be all that tells of a server's death: nothing else ends the calls that wait for it. */
  async function check(): Promise<void> {
    if (isOver || isChecking) return;
    isChecking = true;
    try {
      const options = { timeout: pingMs };
      await (isModern() ? client.discover(options) : client.ping(options));
    } catch (error) {
      // A server that answers with an error is alive.
      if (!ProtocolError.isInstance(error)) void end(faultOfEnd(error));
    } finally {
      isChecking = false;
    }
  }

  client.onclose = () => void end(goneFault(config.name, place.heard()));
  client.setNotificationHandler("notifications/message", ({ params }) => {
    // It does not say which call it belongs to. Two may be two people's.
    const [only] = calls;
    if (calls.size === 1) only?.write(logLine(params));
  });
  try {
    const timeout = connectMs[config.reach.kind];
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeout)]);
    await withinSignal(signal, client.connect(place.transport, { signal, timeout }));
    take((await client.listTools(undefined, { signal, timeout: listMs })).tools);
  } catch (error) {
    isOver = true;
    await place.close(client);
    throw faultOf(error, config, place.heard());
  }
  client.onerror = () => void check();
  // Since 2026 each call says what it wants to hear. Servers that do not know the word say so, and nothing is lost.
  if (!isModern() && client.getServerCapabilities()?.logging)
    client.setLoggingLevel("info", { timeout: listMs }).catch(() => undefined);
  const { name = "", version = "" } = client.getServerVersion() ?? {};

  return {
    listing: () => listing,
    listedAt: () => listedAt,
    about: { name: name.slice(0, 100), version: version.slice(0, 40) },
    era: isModern() ? "modern" : "legacy",
    ended: over.promise,
    close: () => end(null),
    async refresh() {
      listedAt = Date.now();
      await client.listTools(undefined, { timeout: listMs, cacheMode: "refresh" }).then(
        ({ tools }) => take(tools),
        () => check(),
      );
    },
    async call(tool, args, hooks) {
      const { signal, timeoutMs, progress } = hooks;
      if (signal.aborted) return { kind: "stopped" };
      if (isOver) return { kind: "lost", mayHaveRun: false };
      calls.add(hooks);
      try {
        const onprogress = (report: Progress) => progress(report.progress, report.total ?? null, report.message ?? null);
        const limits = { timeout: timeoutMs, maxTotalTimeout: timeoutMs, resetTimeoutOnProgress: true };
        const request = { name: tool, arguments: args, ...(isModern() && { _meta: { [LOG_LEVEL_META_KEY]: "info" } }) };
        const result = await client.callTool(request, { signal, onprogress, ...limits });
        return { kind: "result", result };
      } catch (error) {
        if (signal.aborted) return { kind: "stopped" };
        if (isUnauthorized(error)) {
          const fault = faultOf(error, config);
          void end(fault);
          return { kind: "failed", message: fault.message };
        }
        const never = neverArrived(error) || isSessionLost(error);
        if (never) void end(goneFault(config.name));
        if (isOver || never) return { kind: "lost", mayHaveRun: !never };
        return readFailure(error);
      } finally {
        calls.delete(hooks);
      }
    },
  };
}

/** Starting a transport takes no signal. */
async function withinSignal(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const ended = Promise.withResolvers<never>();
  const onAbort = () => ended.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  // Who loses the race has nobody left to be told.
  work.catch(() => undefined);
  ended.promise.catch(() => undefined);
  await Promise.race([work, ended.promise]).finally(() => signal.removeEventListener("abort", onAbort));
}

function readFailure(error: unknown): CallOutcome {
  if (SdkError.isInstance(error) && error.code === SdkErrorCode.RequestTimeout) return { kind: "timeout" };
  if (ProtocolError.isInstance(error)) return { kind: "failed", message: `The server refused the call: ${error.message}` };
  if (SdkError.isInstance(error) && error.code === SdkErrorCode.ConnectionClosed) return { kind: "lost", mayHaveRun: true };
  return { kind: "failed", message: "The server's answer could not be understood." };
}
