/**
 * Owns: who may reach an application that has no accounts. Loopback alone is no guard: any page in the visitor's browser
 * can send requests to it, and a name an attacker controls can be made to point at it.
 */
import { env } from "#lib/core/env.ts";
import { remember } from "#lib/core/remember.ts";

/** The address the server listens on. */
export interface LocalAddress {
  host: string;
  port: number;
}

/** What a request says of where it comes from; a header that is absent is null. */
export interface RequestOrigin {
  host: string | null;
  origin: string | null;
  fetchSite: string | null;
  fetchMode: string | null;
  fetchDest: string | null;
  method: string;
  /** Whether the address asked for is a page. Pages may be opened by a link on another site; the API may not be called by one. */
  isPage: boolean;
  /** Pages on other sites that may call the address asked for, in lower case. */
  allowedOrigins: readonly string[];
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `host:port` as it stands in a Host header or an address. */
export function hostAndPort({ host, port }: LocalAddress): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Null when the request may pass, else the name of the header at fault. */
export function checkLocal(request: RequestOrigin, address: LocalAddress): "host" | "origin" | "sec-fetch-site" | null {
  const host = request.host?.toLowerCase() ?? "";
  const hosts = [address.host, "127.0.0.1", "localhost", "::1"].map((name) => hostAndPort({ ...address, host: name }));
  const isOurs = hosts.includes(host) || (address.port === 80 && hosts.includes(`${host}:80`));
  if (!isOurs) return "host";
  const origin = request.origin?.toLowerCase() ?? null;
  if (origin !== null && request.allowedOrigins.includes(origin)) return null;
  if (origin !== null && origin !== `http://${host}`) return "origin";
  const site = request.fetchSite;
  if (site !== null && site !== "same-origin" && site !== "none" && !isNavigation(request)) return "sec-fetch-site";
  return null;
}

function isNavigation({ method, isPage, fetchMode, fetchDest }: RequestOrigin): boolean {
  return isPage && method === "GET" && fetchMode === "navigate" && fetchDest === "document";
}

/** Authorization servers send people back to it; it changes nothing without the secret that they were sent away with. */
const authorizationReturn = /^\/api\/mcp\/[a-z0-9-]+\/authorize\/callback$/;

/** Whether this path is one of those that programs of others use. */
export function isInterfacePath(pathname: string): boolean {
  return isWithin("/v1", pathname) || pathname === "/agents.json";
}

/** Whether this path of ours is a page or one of its files, or is opened as one from another site, rather than the API or a socket. */
export function isPagePath(pathname: string): boolean {
  const isForPrograms = ["/api", "/ws"].some((folder) => isWithin(folder, pathname)) || isInterfacePath(pathname);
  return !isForPrograms || authorizationReturn.test(pathname);
}

function isWithin(folder: string, pathname: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`);
}

/** OpenBB Workspace in a browser, on the desktop, and in Excel: it calls its agents from the page. */
const knownOrigins = ["https://pro.openbb.co", "http://localhost:1420", "https://excel.openbb.co"];

/** Pages on other sites that may call this path. */
export function allowedOriginsOf(pathname: string): readonly string[] {
  return isInterfacePath(pathname) ? [...knownOrigins, ...env().allowedOrigins] : [];
}

/** The address of this process. The server corrects it when it listens on another port than the environment says. */
export function localAddress(): LocalAddress {
  return remember("local-address", () => ({ host: env().host, port: env().port }));
}
