/**
 * Owns: the life of the process, in order: environment, address, database, unfinished runs, Next, port. Run directly by
 * Node: `node lib/socket/server.ts`, with `--dev` for reload. Exits with 2 for a wrong environment, with 1 when it cannot
 * start. What a request meets is in `door.ts`, how the process ends in `shutdown.ts`.
 */
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { hostAndPort, isLoopback, localAddress } from "#lib/auth/local.ts";
import { purgeDeleted } from "#lib/conversations/delete.ts";
import { type Env, EnvError, env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { openDatabase } from "#lib/db/client.ts";
import { StartError } from "#lib/db/start-error.ts";
import { keepLooking } from "#lib/runs/look.ts";
import { recoverRuns } from "#lib/runs/recover.ts";
import { askForPort } from "./ask.ts";
import { makeChatSockets } from "./chat/sockets.ts";
import { admitUpgrade, createDoor } from "./door.ts";
import { freePortAfter, isFree, listen } from "./port.ts";
import { endOnFault, endOnSignals } from "./shutdown.ts";

const root = join(import.meta.dirname, "../..");
const isDev = process.argv.includes("--dev");
const purgeEveryMs = 60 * 60 * 1000;
const brokenStore =
  "The database cannot be read or written: it may be damaged, or its disk may be. Check the disk, or restore the database from a backup.";

try {
  await start();
} catch (error) {
  if (error instanceof EnvError) stop(2, error.message);
  if (error instanceof StartError) stop(1, error.message);
  logIncident({ during: "start", error });
  stop(1, `Aloud could not start. ${AppError.is(error) && error.code === "storage" ? brokenStore : ""}`.trimEnd());
}

async function start(): Promise<void> {
  const { host, drainMs, ...settings } = readEnv();
  const port = await choosePort(host, settings.port);
  Object.assign(localAddress(), { host, port });

  const database = await openDatabase(settings);
  const server = createServer({
    // How long a request may take to arrive. Neither limits how long an answer may take, so streams are not cut.
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 20_000,
  });
  // Next adds an upgrade listener to the server it is given. This one never listens, so upgrades reach Next only from here.
  const nextDoor = createServer();
  const app = next({ dev: isDev, dir: root, hostname: host, port, httpServer: nextDoor, quiet: !isDev });

  const chats = makeChatSockets();
  endOnSignals({ server, database, chats, drainMs });
  endOnFault();
  await recoverRuns();
  await app.prepare();
  const handler = app.getRequestHandler();
  server.on("request", chats.before(createDoor({ isDev, pass: (request, response) => handler(request, response) })));
  server.on("upgrade", (request, socket, head) => {
    if (chats.isFor(request)) chats.upgrade(request, socket, head);
    else if (admitUpgrade(request, socket) && !nextDoor.emit("upgrade", request, socket, head)) socket.destroy();
  });
  await listen(server, host, port);
  keepPurging();
  keepLooking();
  console.log(`Aloud is ready at http://${hostAndPort({ host, port })}`);
}

function readEnv(): Env {
  const values = env();
  if (isLoopback(values.host)) return values;
  throw new EnvError(
    `HOST is ${values.host}, an address that others can reach, and Aloud has no accounts yet to tell them apart. Example: HOST=127.0.0.1`,
  );
}

/** The port asked for; another one when it is taken and the person at the terminal agrees. */
async function choosePort(host: string, port: number): Promise<number> {
  try {
    if (await isFree(host, port)) return port;
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : cause;
    const sentence = `Aloud may not listen on ${hostAndPort({ host, port })} (${reason}). Another port may do: PORT=3000`;
    throw new StartError(sentence, { cause });
  }
  const free = await freePortAfter(host, port);
  if (await askForPort(port, free)) return free;
  throw new StartError(`Port ${port} is taken. A free one is ${free}: PORT=${free} npm ${isDev ? "run dev" : "start"}`);
}

/** Removes for good what was deleted a while ago, now and every hour. */
function keepPurging(): void {
  const purge = () => purgeDeleted().catch((error: unknown) => logIncident({ during: "purge", error }));
  setInterval(purge, purgeEveryMs).unref();
  void purge();
}

function stop(code: number, sentences: string): never {
  process.stderr.write(`${sentences}\n`);
  process.exit(code);
}
