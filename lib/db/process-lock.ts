/** One application process per PostgreSQL database: a lock of the session, which the server frees when the process is gone. */
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { lockWaitMs } from "./data-lock.ts";
import { StartError } from "./start-error.ts";

/** Any two numbers will do, as long as they stay: the letters "alou" and the first lock of ours. */
const tryLock = "SELECT pg_try_advisory_lock(1634496373, 1) AS taken";
const retryMs = 1_000;

export interface ProcessLock {
  /** False while the session that holds the lock is gone. Writes stay safe meanwhile: a process that took over raised every epoch. */
  isHeld(): boolean;
  /** The session that holds it, for checks at the start. */
  client: Client;
  release(): Promise<void>;
}

/** Connects and takes the lock. Throws StartError when another process keeps it, and the driver's error when it cannot connect. */
export async function takeProcessLock(url: string, waitMs = lockWaitMs): Promise<ProcessLock> {
  const giveUpAt = performance.now() + waitMs;
  const client = await connect(url);
  while (!(await take(client))) {
    if (performance.now() > giveUpAt) {
      await client.end();
      throw new StartError(
        "Another process of this application is using this database. Stop it first, or give this one a database of its own with DATABASE_URL.",
      );
    }
    await sleep(100);
  }
  return keep(client, url);
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: "aloud lock", keepAlive: true });
  // A lost session is noticed by its "end"; without a listener the error would end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function take(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(tryLock);
  return rows[0]?.taken === true;
}

function keep(first: Client, url: string): ProcessLock {
  let current: Client | null = first;
  let isReleased = false;
  let timer: NodeJS.Timeout | undefined;

  const watch = (client: Client) => {
    client.once("end", () => {
      current = null;
      retry();
    });
  };
  const retry = () => {
    if (!isReleased) timer = setTimeout(takeAgain, retryMs).unref();
  };
  const takeAgain = async () => {
    try {
      const client = await connect(url);
      if (!isReleased && (await take(client))) {
        current = client;
        watch(client);
        return;
      }
      await client.end();
    } catch {
      // The server is still away; isHeld() says so until a later try succeeds.
    }
    retry();
  };
  watch(first);
  return {
    isHeld: () => current !== null,
    client: first,
    async release() {
      isReleased = true;
      clearTimeout(timer);
      await current?.end();
    },
  };
}
