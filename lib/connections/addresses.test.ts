import { channel } from "node:diagnostics_channel";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { guardConnections, isRefusedAddress } from "./addresses.ts";

describe("an address", () => {
  it.each([
    "169.254.169.254",
    "169.254.1.1",
    "fe80::1",
    "fe80::1%eth0",
    "[fe80::1]",
    "::ffff:169.254.169.254",
    "[::ffff:a9fe:a9fe]",
    "::a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "fd00:ec2::254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
  ])("S35 like %s is refused", (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "::1",
    "[::1]",
    "0.0.0.0",
    "10.1.2.3",
    "192.168.0.5",
    "172.16.0.1",
    "fd12::1",
    "8.8.8.8",
    "2606:4700::1",
    "example.com",
  ])("like %s is not", (address) => {
    expect(isRefusedAddress(address)).toBe(false);
  });

  it.each([
    "http://2852039166",
    "http://0xa9fea9fe",
    "http://0251.0376.0251.0376",
    "http://169.254.43518",
    "http://[::ffff:169.254.169.254]",
  ])("S35 is refused in the notation %s too, as every request reads it", (text) => {
    expect(isRefusedAddress(new URL(text).hostname)).toBe(true);
  });
});

describe("the guard of connections", () => {
  it("S36 closes a socket that came to a refused address by any name, before a byte of the request", () => {
    guardConnections();
    const ends: unknown[] = [];
    for (const remoteAddress of ["169.254.169.254", "127.0.0.1"]) {
      channel("undici:client:connected").publish({ socket: { remoteAddress, destroy: () => ends.push(remoteAddress) } });
    }
    expect(ends).toEqual(["169.254.169.254"]);
  });

  it("is told of every connection of fetch, with the address it came to, before the request is sent", async () => {
    const order: string[] = [];
    const server = createServer((_, response) => {
      order.push("request");
      response.end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const note = (message: unknown) => {
      order.push((message as { socket: { remoteAddress: string } }).socket.remoteAddress);
    };
    channel("undici:client:connected").subscribe(note);
    await (await fetch(`http://localhost:${(server.address() as AddressInfo).port}/`)).text();
    channel("undici:client:connected").unsubscribe(note);
    server.closeAllConnections();
    server.close();
    expect(order).toEqual(["127.0.0.1", "request"]);
  });
});
