/** Owns: which IP addresses are of the public internet. Whatever is not known to be is not. */
import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";

/** Answered by clouds to the machines in them, although their range is public. */
const metadataAddresses = ["168.63.129.16"];
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * False for what is private, local, shared, reserved, multicast or a machine's own, for IPv6 addresses that carry an IPv4
 * one (mapped, NAT64, 6to4, Teredo), and for what is no address at all.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed.kind() === "ipv6") return parsed.match(globalUnicast) && !isOwnAddress(address);
  return ipaddr.IPv4.isValidFourPartDecimal(address) && !metadataAddresses.includes(address) && !isOwnAddress(address);
}

/** What listens on this machine may count on a firewall that does not stand between the machine and itself. */
function isOwnAddress(address: string): boolean {
  const normal = ipaddr.parse(address).toNormalizedString();
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((own) => ipaddr.isValid(own.address) && ipaddr.parse(own.address).toNormalizedString() === normal),
  );
}
