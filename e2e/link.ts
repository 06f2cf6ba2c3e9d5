/** Owns: the line between the browser and the application, as a proxy that a test can cut and mend. */
import { createServer, request } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Link {
  /** For the browser's proxy setting. */
  server: string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Ends open responses politely, in the middle of what they say. */
  hangUp(): void;
  /** How many requests for events have passed. */
  watched(): number;
  close(): Promise<void>;
}

export async function startLink(): Promise<Link> {
  const sockets = new Set<Socket>();
  const streams = new Set<() => void>();
  let isCut = false;
  let watched = 0;
  const server = createServer((incoming, response) => {
    if (/\/events\b/.test(incoming.url ?? "")) watched += 1;
    const { method, headers } = incoming;
    const outgoing = request(incoming.url ?? "", { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      const end = () => {
        answer.unpipe(response);
        response.end();
        outgoing.destroy();
      };
      if (/event-stream/.test(answer.headers["content-type"] ?? "")) {
        response.flushHeaders();
        streams.add(end);
        response.on("close", () => streams.delete(end));
      }
    });
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  server.on("connection", (socket) => {
    if (isCut) return socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    hangUp() {
      for (const end of [...streams]) end();
    },
    watched: () => watched,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
