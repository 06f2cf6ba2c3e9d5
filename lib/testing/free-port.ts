import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port of the loopback address that nothing listens on at this moment. From below the ports that systems give to outgoing
 * connections: one of those could be taken again before it is used.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < 100; tried += 1) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port was found.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
