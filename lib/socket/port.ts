import { createServer, type Server } from "node:net";

/** Resolves once the server listens; rejects with the system's error, `EADDRINUSE` when the port is taken. */
export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Whether a server could listen there now. */
export async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listen(probe, host, port);
    await new Promise((closed) => probe.close(closed));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return false;
    throw error;
  }
}

/** The first free port after this one; any that the system gives when the next hundred are taken. */
export async function freePortAfter(host: string, port: number): Promise<number> {
  for (let candidate = port + 1; candidate <= Math.min(port + 100, 65_535); candidate++) {
    if (await isFree(host, candidate)) return candidate;
  }
  const probe = createServer();
  await listen(probe, host, 0);
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return address !== null && typeof address === "object" ? address.port : 0;
}
