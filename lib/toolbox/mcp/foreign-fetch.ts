/**
 * Owns: requests to addresses that a tool server names, such as the one that authorizes for it. A server of the public web can
 * name none that only this machine or its network reach; one that stands there itself can.
 */
import { isIP } from "node:net";
import type { FetchLike } from "@modelcontextprotocol/client";
import { fetch as undiciFetch } from "undici";
import { guardConnections, isRefusedAddress } from "#lib/connections/addresses.ts";
import { guardedAgent, resolveAll } from "#lib/tools/net/guarded-agent.ts";
import { isPublicAddress } from "#lib/tools/net/public-address.ts";

const timeoutMs = 15_000;
const connectMs = 10_000;
const mostBytes = 1_000_000;
const formType = "application/x-www-form-urlencoded;charset=UTF-8";

/** `serverUrl`: of the tool server that named the address. Redirects are the caller's unless it says otherwise. */
export function foreignFetch(serverUrl: string): FetchLike {
  return async (url, init) => {
    guardConnections();
    const isPublic = await isPublicHost(new URL(serverUrl).hostname);
    const isAllowed = (address: string) => (isPublic ? isPublicAddress(address) : !isRefusedAddress(address));
    const agent = guardedAgent({ resolve: resolveAll, isAllowed }, connectMs);
    try {
      const limit = AbortSignal.timeout(timeoutMs);
      const { method = "GET", body = null, signal, redirect = "error" } = init ?? {};
      const headers = new Headers(init?.headers);
      if (body instanceof URLSearchParams && !headers.has("content-type")) headers.set("content-type", formType);
      const given = await undiciFetch(url, {
        method,
        headers: Object.fromEntries(headers),
        redirect,
        dispatcher: agent,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(body !== null && { body: body instanceof URLSearchParams ? body.toString() : (body as string) }),
      });
      const text = await readText(given.body as ReadableStream<Uint8Array> | null);
      const hasBody = ![101, 204, 205, 304].includes(given.status);
      return new Response(hasBody ? text : null, { status: given.status, headers: [...given.headers] });
    } finally {
      // Not waited for: a body that is never read to its end would hold it up.
      agent.destroy().catch(() => undefined);
    }
  };
}

/** A name that leads nowhere is nobody's here. */
async function isPublicHost(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return isPublicAddress(host);
  const addresses = await resolveAll(host).catch(() => []);
  return addresses.every(({ address }) => isPublicAddress(address));
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error(`More than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
