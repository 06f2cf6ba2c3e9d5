/** Owns: the way into `/ws/chat/:sessionId`, from the upgrade of a connection to its last message. */
import type { IncomingMessage, RequestListener } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { endOfKey } from "#lib/auth/key-end.ts";
import type { Caller } from "#lib/core/caller.ts";
import { logIncident } from "#lib/core/log.ts";
import { connected, failed, lineLimits } from "#lib/wire/react/line-message.ts";
import { type ChatAddress, isSocketAddress, readChatAddress } from "./address.ts";
import { admit, chooseProtocol, closeCodes, type Refusal } from "./admit.ts";
import { closeSoon, type Line, type LineLimits, makeLine } from "./line.ts";
import { activeRunOf, allLines, inSession, join } from "./session.ts";
import { takeMessage } from "./take-message.ts";

export interface ChatSockets {
  /** Whether an upgrade to this address is for here. */
  isFor(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers requests that are no upgrade where there are only sockets, with 426; all others go on to `next`. */
  before(next: RequestListener): RequestListener;
  /** Waits until what the lines read has come to its end, at most `graceMs`, then closes them for a restart. */
  end(graceMs: number): Promise<void>;
}

const usualAgent = "assistant";
/** At once, of everybody. */
const mostLines = 500;
/** How long lines may take to close when the process ends. */
const lastCloseMs = 500;

export function makeChatSockets(limits?: LineLimits): ChatSockets {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: lineLimits.message_bytes,
    perMessageDeflate: false,
    handleProtocols: chooseProtocol,
  });
  let isEnding = false;

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = readChatAddress(request.url);
    // A client that goes meanwhile is no fault.
    socket.on("error", () => socket.destroy());
    const admitted = await admitTo(address, request);
    server.handleUpgrade(request, socket, head, (line) => {
      if ("code" in admitted)
        closeSoon(
          line.on("error", () => line.terminate()),
          admitted.code,
          admitted.reason,
        );
      else void serve(line, address, admitted, limits).catch((error: unknown) => fail(line, error));
    });
  }

  async function admitTo(address: ChatAddress, { headers }: IncomingMessage): Promise<Caller | Refusal> {
    if (isEnding) return { code: closeCodes.restart, reason: "Aloud is restarting." };
    if (server.clients.size >= mostLines) return { code: closeCodes.slow, reason: "Too many sockets are open." };
    // Who may not come in learns nothing of what is here.
    const admitted = await admit(headers, address.ticket);
    if ("code" in admitted || address.sessionId !== null) return admitted;
    return { code: closeCodes.session, reason: "There is no such session. Its name has 1 to 128 letters, digits, or . _ ~ : -" };
  }

  return {
    isFor: ({ url }) => isSocketAddress(url),
    upgrade(request, socket, head) {
      open(request, socket, head).catch((error: unknown) => {
        logIncident({ during: "opening a socket", error });
        socket.destroy();
      });
    },
    before: (next) => (request, response) => {
      if (!isSocketAddress(request.url)) return next(request, response);
      const text = "Only WebSockets are here.\n";
      const headers = { upgrade: "websocket", connection: "upgrade, close", "content-type": "text/plain; charset=utf-8" };
      response.writeHead(426, { ...headers, "cache-control": "no-store", "content-length": text.length });
      response.end(request.method === "HEAD" ? undefined : text);
    },
    async end(graceMs) {
      isEnding = true;
      const until = performance.now() + graceMs;
      while (allLines().some(({ follows }) => follows.size > 0) && performance.now() < until) await pause(20);
      for (const line of allLines()) line.close(closeCodes.restart, "Aloud is restarting.");
      const cutAt = performance.now() + lastCloseMs;
      while (server.clients.size > 0 && performance.now() < cutAt) await pause(20);
      for (const client of server.clients) client.terminate();
    },
  };
}

async function serve(
  socket: WebSocket,
  { sessionId, agentName }: ChatAddress,
  caller: Caller,
  limits?: LineLimits,
): Promise<void> {
  const session = { caller, sessionId: sessionId ?? "", agentName: agentName ?? usualAgent };
  const line = makeLine(socket, session, limits);
  // Too large, no UTF-8, or gone: the socket closes itself with the code that says so.
  socket.on("error", () => undefined);
  const isOpen = () => socket.readyState === socket.OPEN && !line.closed.aborted;
  let work: Promise<void> = Promise.resolve();
  const inOrder = (task: () => Promise<void>) => {
    // One at a time, and nothing is read meanwhile: a client that asks on and on waits for itself.
    socket.pause();
    work = work.then(task, task).finally(() => socket.resume());
  };
  socket.on("message", (data, isBinary) => {
    line.heard();
    inOrder(async () => {
      if (isOpen()) await takeMessage(line, isBinary ? null : textOf(data));
    });
  });
  const end = endOfKey(caller);
  const onEnd = () => line.close(closeCodes.unauthorized, "This key was deleted or allows less by now.");
  end.addEventListener("abort", onEnd);
  line.closed.addEventListener("abort", () => end.removeEventListener("abort", onEnd));
  if (end.aborted) return onEnd();
  inOrder(() => inSession(line, () => greet(line)));
  await work;
}

async function greet(line: Line): Promise<void> {
  const { caller, sessionId: session_id, agentName: agent_name } = line;
  const active = await activeRunOf(caller, session_id);
  const activeRun = active && { run_id: active.runId, last_seq: active.lastSeq };
  line.say(connected({ session_id, agent_name, activeRun }));
  join(line);
}

function fail(socket: WebSocket, error: unknown): void {
  logIncident({ during: "a socket", error });
  socket.send(JSON.stringify(failed("internal", "Something went wrong inside the application.")));
  socket.close(1011);
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
