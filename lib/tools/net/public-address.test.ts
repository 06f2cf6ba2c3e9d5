import { networkInterfaces } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./public-address.ts";

const privateAddress = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), fc.nat(255)),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 })),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 })),
  fc.constantFrom([192, 168], [169, 254], [198, 18], [198, 19]),
);
const octets = fc.tuple(privateAddress, fc.nat(255), fc.nat(255)).map(([[a = 0, b = 0], c, d]) => [a, b, c, d] as const);

describe("the public internet", () => {
  it.each([
    "93.184.216.34",
    "1.1.1.1",
    "8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001::8",
  ])("has %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["loopback", "::1"],
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["unspecified", "::"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "192.168.1.1"],
    ["shared by a carrier", "100.64.0.1"],
    ["link-local", "169.254.1.1"],
    ["link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["unique local", "fd12:3456::1"],
    ["site-local", "fec0::1"],
    ["multicast", "224.0.0.1"],
    ["multicast", "ff02::1"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["for documentation", "203.0.113.9"],
    ["for documentation", "2001:db8::1"],
    ["for benchmarks", "198.18.0.1"],
    ["mapped", "::ffff:127.0.0.1"],
    ["mapped, of a public address", "::ffff:8.8.8.8"],
    ["compatible", "::127.0.0.1"],
    ["translated", "::ffff:0:127.0.0.1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["NAT64 of one's own", "64:ff9b:1::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:1::1"],
    ["metadata of AWS", "169.254.169.254"],
    ["metadata of AWS", "fd00:ec2::254"],
    ["metadata of Azure", "168.63.129.16"],
    ["metadata of Alibaba", "100.100.100.200"],
    ["metadata of Oracle", "192.0.0.192"],
    ["short", "127.1"],
    ["octal", "0177.0.0.1"],
    ["a number", "2130706433"],
    ["a name", "localhost"],
    ["nothing", ""],
  ])("has no address that is %s: %s", (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("has no address of this machine", () => {
    const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    expect(own.map(({ address }) => isPublicAddress(address))).toEqual(own.map(() => false));
  });

  it("has no private address in any dress", () => {
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        const hex = [(a << 8) | b, (c << 8) | d].map((each) => each.toString(16)).join(":");
        const dresses = [
          `${a}.${b}.${c}.${d}`,
          `::ffff:${hex}`,
          `::${hex}`,
          `64:ff9b::${hex}`,
          `2002:${hex}::1`,
          `::ffff:0:${hex}`,
        ];
        expect(dresses.filter(isPublicAddress)).toEqual([]);
      }),
    );
  });
});
