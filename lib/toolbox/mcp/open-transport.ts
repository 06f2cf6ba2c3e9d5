/** Owns: the way to a server: requests over HTTP, or a process of this machine. */
import {
  type AuthProvider,
  type Client,
  StreamableHTTPClientTransport,
  type Transport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { guardConnections } from "#lib/connections/addresses.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { endWithThisProcess } from "./child-processes.ts";
import { hasOwnAuthorization } from "./fault.ts";
import { lastLineOf } from "./redact.ts";
import type { HttpReach, ServerConfig, StdioReach } from "./server-config.ts";

/** What an authorization server gave for this server, where it was asked. */
export interface TokenSource {
  /** Undefined: nothing was given yet. */
  read(): Promise<string | undefined>;
  /** Whether there is a newer one than that which the server just refused. */
  refresh(): Promise<boolean>;
}

export interface Place {
  transport: Transport;
  /** The last that the server's program printed beside its answers, free of secrets. */
  heard(): string | null;
  /** Never rejects. */
  close(client: Client): Promise<void>;
}

const mostPrinted = 4_000;
const farewellMs = 1_000;

export function openTransport({ reach }: ServerConfig, tokens: TokenSource | null): Place {
  return reach.kind === "http" ? openHttp(reach, tokens) : openStdio(reach);
}

function openHttp(reach: HttpReach, tokens: TokenSource | null): Place {
  guardConnections();
  const authProvider = tokens && !hasOwnAuthorization(reach) ? providerOf(tokens) : undefined;
  const nobody = () => Promise.reject(new Error("A tool server's requests go to it alone."));
  const transport = new StreamableHTTPClientTransport(new URL(reach.url), {
    fetch: boundedFetch(reach, nobody),
    onInsufficientScope: "throw",
    ...(authProvider && { authProvider }),
  });
  const sayGoodbye = () =>
    Promise.race([transport.terminateSession(), new Promise((done) => setTimeout(done, farewellMs).unref())]);
  return {
    transport,
    heard: () => null,
    async close(client) {
      // A server that cannot be reached has forgotten the session by itself.
      await sayGoodbye().catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };
}

function providerOf(tokens: TokenSource): AuthProvider {
  return {
    token: () => tokens.read(),
    onUnauthorized: async () => {
      if (!(await tokens.refresh())) throw new UnauthorizedError();
    },
  };
}

/** The program gets what its entry says, and of this process's environment only where programs and homes are. */
function openStdio(reach: StdioReach): Place {
  const transport = new StdioClientTransport({
    command: reach.command,
    args: reach.args,
    env: reach.env,
    stderr: "pipe",
    maxBufferSize: 20_000_000,
    ...(reach.directory !== null && { cwd: reach.directory }),
  });
  let printed = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    printed = (printed + chunk.toString("utf8")).slice(-mostPrinted);
  });
  let release = () => {};
  const start = transport.start.bind(transport);
  transport.start = async () => {
    await start();
    if (transport.pid !== null) release = endWithThisProcess(transport.pid);
  };
  return {
    transport,
    heard: () => lastLineOf(printed, reach),
    async close(client) {
      await client.close().catch(() => undefined);
      await transport.close().catch(() => undefined);
      release();
    },
  };
}
