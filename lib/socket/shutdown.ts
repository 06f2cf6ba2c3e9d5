/** Owns: how the process ends. Runs first, then their readers, then connections, then the database. */
import type { Server } from "node:http";
import { logIncident } from "#lib/core/log.ts";
import type { Database } from "#lib/db/client.ts";
import { endStreams } from "#lib/http/stream.ts";
import { drainRuns } from "#lib/runs/drain.ts";
import type { ChatSockets } from "./chat/sockets.ts";

interface Parts {
  server: Server;
  database: Database;
  chats: Pick<ChatSockets, "end">;
  /** How long runs may go on. */
  drainMs: number;
}

/** A terminal sends Ctrl+C to a script and to the server it started, and the script passes it on: twice within this is once. */
const echoMs = 1000;
/** Readers get this long to take the last events. */
const lastFramesMs = 1500;
const faultMs = 1000;

/** SIGTERM and SIGINT end the process in order with 0; a second one ends it at once. */
export function endOnSignals(parts: Parts): void {
  let firstAt: number | null = null;
  const onSignal = () => {
    if (firstAt === null) {
      firstAt = performance.now();
      void end(parts);
    } else if (performance.now() - firstAt > echoMs) {
      process.exit(1);
    }
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}

async function end({ server, database, chats, drainMs }: Parts): Promise<void> {
  let code = 0;
  try {
    await drainRuns(drainMs);
    await Promise.all([endStreams(lastFramesMs), chats.end(lastFramesMs)]);
    await closeServer(server);
    await database.close();
  } catch (error) {
    logIncident({ during: "shutdown", error });
    code = 1;
  }
  process.exit(code);
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 500);
  await closed;
  clearTimeout(cut);
}

/** What nobody caught ends the process: one line in the log, a second for runs to keep what they have, exit 1. */
export function endOnFault(): void {
  let isEnding = false;
  const onFault = (during: string) => (error: unknown) => {
    if (isReaderGone(error)) return;
    logIncident({ during, error });
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), faultMs);
    drainRuns(0).finally(() => process.exit(1));
  };
  process.on("uncaughtException", onFault("uncaught exception"));
  process.on("unhandledRejection", onFault("unhandled rejection"));
}

/** A reader that leaves in the middle of a page or a stream is no fault of ours. */
function isReaderGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  return /^(AbortError|ResponseAborted)$/.test(error.name) || code === "ECONNRESET" || code === "EPIPE";
}
