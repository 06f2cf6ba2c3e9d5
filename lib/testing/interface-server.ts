/** The real route handlers behind a real HTTP server, for real clients, without a build and without Next. */
import { glob } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { localAddress } from "#lib/auth/local.ts";
import type { RouteHandler } from "#lib/http/shaped-route.ts";

export interface InterfaceServer {
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  close(): Promise<void>;
}

interface Place {
  /** What of a path is fixed, a name, or a name for all that is left. */
  pieces: { kind: "fixed" | "one" | "rest" | "maybe-rest"; name: string }[];
  file: string;
}

const root = join(import.meta.dirname, "../..");

/** Serves every route of `app`. A client that leaves aborts the signal of its request. */
export async function serveInterfaces(): Promise<InterfaceServer> {
  const places = await readPlaces();
  const server = createServer((request, response) => {
    answer(places, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const address = localAddress();
  const before = { ...address };
  Object.assign(address, { host: "127.0.0.1", port });
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        Object.assign(address, before);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readPlaces(): Promise<Place[]> {
  const files: string[] = [];
  for await (const file of glob("app/**/route.ts", { cwd: root })) files.push(file);
  const places = files.map((file) => ({ file: join(root, file), pieces: file.split("/").slice(1, -1).map(readPiece) }));
  // What is fixed goes before what is named, and that before what takes all the rest.
  const rank = ({ pieces }: Place) => pieces.map(({ kind }) => ["fixed", "one", "rest", "maybe-rest"].indexOf(kind)).join("");
  return places.sort((a, b) => rank(a).localeCompare(rank(b)));
}

function readPiece(folder: string): Place["pieces"][number] {
  const [, maybe, rest, one] = /^(?:\[\[\.\.\.(.+)\]\]|\[\.\.\.(.+)\]|\[(.+)\])$/.exec(folder) ?? [];
  if (maybe !== undefined) return { kind: "maybe-rest", name: maybe };
  if (rest !== undefined) return { kind: "rest", name: rest };
  return one === undefined ? { kind: "fixed", name: folder } : { kind: "one", name: one };
}

/** What the names of this place stand for in a path, decoded as Next decodes them; null: it is another place. */
function match({ pieces }: Place, path: readonly string[]): Record<string, string | string[]> | null {
  const params: Record<string, string | string[]> = {};
  for (const [index, { kind, name }] of pieces.entries()) {
    const here = path[index];
    if (kind === "rest" || kind === "maybe-rest") {
      const rest = path.slice(index).map(decodeURIComponent);
      if (rest.length === 0 && kind === "rest") return null;
      return rest.length === 0 ? params : { ...params, [name]: rest };
    }
    if (here === undefined || (kind === "fixed" && here !== name)) return null;
    if (kind === "one") params[name] = decodeURIComponent(here);
  }
  return path.length === pieces.length ? params : null;
}

async function answer(places: readonly Place[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
  const path = url.pathname.split("/").filter((piece) => piece !== "");
  for (const place of places) {
    const params = match(place, path);
    if (params === null) continue;
    const handlers: Record<string, RouteHandler | undefined> = await import(/* @vite-ignore */ place.file);
    const handler = handlers[request.method ?? "GET"];
    if (handler === undefined) break;
    const { signal, left } = leavingOf(response);
    const answered = await handler(toRequest(request, url, signal), { params: Promise.resolve(params) });
    await send(answered, response, left);
    return;
  }
  response.writeHead(404).end();
}

/** The signal aborts when the client goes before it has its whole answer. */
function leavingOf(response: ServerResponse): { signal: AbortSignal; left: Promise<void> } {
  const controller = new AbortController();
  const left = new Promise<void>((resolve) => {
    response.on("close", () => {
      if (!response.writableFinished) controller.abort();
      resolve();
    });
  });
  return { signal: controller.signal, left };
}

function toRequest(request: IncomingMessage, url: URL, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  const hasBody = !["GET", "HEAD"].includes(request.method ?? "GET");
  const body = hasBody ? { body: Readable.toWeb(request), duplex: "half" } : {};
  return new Request(url, { method: request.method, headers, signal, ...body } as RequestInit);
}

async function send({ status, headers, body }: Response, response: ServerResponse, left: Promise<void>): Promise<void> {
  response.writeHead(status, Object.fromEntries(headers));
  response.flushHeaders();
  const reader = body?.getReader();
  if (reader !== undefined) {
    void left.then(() => reader.cancel()).catch(() => undefined);
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (response.write(piece.value)) continue;
      await Promise.race([new Promise((resolve) => response.once("drain", resolve)), left]);
    }
  }
  response.end();
}
