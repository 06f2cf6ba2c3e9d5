/** Runs in the process that starts the test workers: one PostgreSQL server for the whole run, started when the first test asks. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";
import { startPostgres, type TestServer } from "./postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** POST: makes a database and answers its address. DELETE with that address: drops it. */
    postgresDesk: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestServer> | null = null;
  const serve = async (request: IncomingMessage) => {
    started ??= startPostgres();
    const server = await started;
    if (request.method === "POST") return server.createDatabase();
    await server.dropDatabase(await text(request));
    return "";
  };
  const desk = createServer((request, response) => {
    serve(request).then(
      (body) => response.end(body),
      (error) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  desk.listen(0, "127.0.0.1");
  await once(desk, "listening");
  const address = desk.address();
  if (address === null || typeof address === "string") throw new Error("The desk has no port.");
  provide("postgresDesk", `http://127.0.0.1:${address.port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    // A server that could not start failed the tests that asked for it, with its reason.
    const server = await started?.catch(() => null);
    await server?.stop();
  };
}
