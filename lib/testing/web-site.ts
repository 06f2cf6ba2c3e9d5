/** A site of the web for tests: a real HTTP server on the loopback address whose pages are functions. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export interface WebSite {
  origin: string;
  port: number;
  /** Paths asked for, in order. */
  asked: string[];
  /** Connections that were made, whether or not anything was asked on them. */
  connections(): number;
  close(): Promise<void>;
}

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** Paths that have no page answer 404. A path `*` takes all that are left. */
export async function openWebSite(pages: Record<string, Page>): Promise<WebSite> {
  const asked: string[] = [];
  let connections = 0;
  const server: Server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const page = pages[path.split("?")[0] ?? ""] ?? pages["*"];
    if (page) return page(request, response);
    response.writeHead(404).end();
  });
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The site has no port.");
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { origin: `http://127.0.0.1:${address.port}`, port: address.port, asked, connections: () => connections, close };
}

export function page(body: string | Uint8Array, type = "text/html; charset=utf-8", headers: Record<string, string> = {}): Page {
  return (_, response) => response.writeHead(200, { ...(type && { "content-type": type }), ...headers }).end(body);
}

export function redirect(location: string, status = 302): Page {
  return (_, response) => response.writeHead(status, { location }).end();
}

/** Sends the same bytes over and over until the other side leaves. */
export function endless(chunk: string, type = "text/html"): Page {
  return (_, response) => {
    response.writeHead(200, { "content-type": type });
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", more);
    more();
  };
}
