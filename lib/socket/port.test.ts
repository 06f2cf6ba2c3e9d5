import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { freePortAfter, isFree, listen } from "./port.ts";

const host = "127.0.0.1";
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed)))));

async function occupy(port: number): Promise<number> {
  const server = createServer();
  servers.push(server);
  await listen(server, host, port);
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

describe("ports", () => {
  it("are taken while a server listens and free after it", async () => {
    const port = await occupy(0);
    expect(await isFree(host, port)).toBe(false);
    await new Promise((closed) => servers.splice(0)[0]?.close(closed));
    expect(await isFree(host, port)).toBe(true);
  });

  it("are offered from the next one on, leaving out those taken", async () => {
    const port = await occupy(0);
    if (await isFree(host, port + 1)) await occupy(port + 1);
    const free = await freePortAfter(host, port);
    expect(free).toBeGreaterThan(port + 1);
    expect(await isFree(host, free)).toBe(true);
  });

  it("beyond the last are any that the system gives", async () => {
    expect(await isFree(host, await freePortAfter(host, 65_535))).toBe(true);
  });

  it("on an address of another machine are an error, not a taken port", async () => {
    await expect(isFree("192.0.2.1", 4000)).rejects.toMatchObject({ code: "EADDRNOTAVAIL" });
  });
});
