/** Owns: whether an address can be reached at all, and whether its certificate holds. Before anything is said to it. */
import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { isRefusedAddress, refusedSentence } from "./addresses.ts";
import type { TestStep } from "./test-report.ts";

const patienceMs = 5_000;

type Finding = Omit<TestStep, "ms">;

/** `address`: is there a machine, and does it listen there. */
export async function probeAddress(url: URL, signal: AbortSignal): Promise<Finding> {
  const step = "address";
  const { host, port } = placeOf(url);
  let addresses: string[];
  try {
    addresses = isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    // Whatever the resolver had to say, it gave no address.
    return { step, state: "failed", message: `The name ${host} leads nowhere. Check its spelling and the network.` };
  }
  if (addresses.some(isRefusedAddress)) return { step, state: "failed", message: refusedSentence };
  for (const address of addresses) {
    const error = await tryConnect(connect({ host: address, port }), "connect", signal);
    if (error === null) return { step, state: "ok", message: `${host} listens on port ${port}.` };
    if (address === addresses.at(-1)) return { step, state: "failed", message: unreachable(error, host, port) };
  }
  return { step, state: "failed", message: `The name ${host} leads nowhere.` };
}

/** `tls`: does its certificate hold. */
export async function probeTls(url: URL, signal: AbortSignal): Promise<Finding> {
  const step = "tls";
  if (url.protocol === "http:") {
    return {
      step,
      state: "skipped",
      message: "Plain http: what is sent can be read on the way, which matters beyond this machine.",
    };
  }
  const { host, port } = placeOf(url);
  const servername = isIP(host) ? undefined : host;
  const error = await tryConnect(connectTls({ host, port, ...(servername && { servername }) }), "secureConnect", signal);
  return error === null
    ? { step, state: "ok", message: "The connection is encrypted and the certificate holds." }
    : { step, state: "failed", message: distrusted(error) };
}

function placeOf(url: URL): { host: string; port: number } {
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port };
}

/** The error's code, null when it worked. */
async function tryConnect(socket: Socket, event: "connect" | "secureConnect", signal: AbortSignal): Promise<string | null> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    return await new Promise<string | null>((resolve) => {
      socket.once(event, () => resolve(null));
      socket.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
      over.addEventListener("abort", () => resolve("ETIMEDOUT"), { once: true });
    });
  } finally {
    // An error that comes while it closes is of no interest to anybody.
    socket.on("error", () => undefined).destroy();
  }
}

function unreachable(code: string, host: string, port: number): string {
  if (code === "ECONNREFUSED") return `Nothing listens at ${host} on port ${port}. Start the server there, or check the port.`;
  if (code === "ETIMEDOUT") return `${host} does not answer on port ${port}. Check the address, the network and the firewall.`;
  return `${host} cannot be reached on port ${port} (${code}). Check the address and the network.`;
}

function distrusted(code: string): string {
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return "The certificate has expired.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "The certificate is for another name than this address.";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return "Nobody this machine trusts has signed the certificate. Name its authority in NODE_EXTRA_CA_CERTS and restart.";
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
      return "This port does not speak TLS. Try the address with http:// instead.";
    default:
      return `No encrypted connection could be made (${code}).`;
  }
}
