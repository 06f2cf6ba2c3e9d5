/**
 * Owns: a scripted model provider on a real socket, speaking both wire formats as servers write them.
 * The scenario is the name of the model (`upstream/scenarios.ts`), with an optional pace: `think-then-answer@20`
 * waits 20 ms after each token. Does not own the scenarios or the formats: see `upstream/`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { makeChatWire } from "./upstream/chat-wire.ts";
import { makeGate } from "./upstream/gate.ts";
import { play } from "./upstream/play.ts";
import { readRequest } from "./upstream/read-request.ts";
import { makeResponsesWire } from "./upstream/responses-wire.ts";
import type { Scenario } from "./upstream/scenario.ts";
import { paces, scenarios } from "./upstream/scenarios.ts";

export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
  wire: "chat" | "responses" | null;
  model: string | null;
  /** The client went before the answer was complete. */
  isAborted: boolean;
}

export interface Upstream {
  /** The base URL, `http://127.0.0.1:…/v1`. */
  url: string;
  requests: RecordedRequest[];
  /** Adds a scenario, or replaces one. */
  script(model: string, scenario: Scenario): void;
  /** From now on every token of every stream waits. */
  hold(): void;
  /** Lets `count` tokens pass, or without a count everything that waits, `hold` actions too. */
  release(count?: number): void;
  /** Resolves when a client has gone before its answer was complete, at once if one has. */
  abortSeen(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; `key`: requests with another key are refused with 401. */
export async function startUpstream(options: { port?: number; key?: string } = {}): Promise<Upstream> {
  const known = new Map<string, Scenario>(Object.entries(scenarios));
  const counts = new Map<string, number>();
  const requests: RecordedRequest[] = [];
  const gate = makeGate();
  let sayAborted = () => {};
  const aborted = new Promise<void>((resolve) => {
    sayAborted = resolve;
  });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? "/", "http://upstream").pathname;
    const read = await readRequest(request);
    if (path === "/__requests") return reply(response, 200, requests);
    if (path === "/__control") {
      const { action, count } = read.control;
      if (action === "hold") gate.hold();
      else if (action === "release") gate.release(count);
      else if (action === "clear") {
        requests.length = 0;
        counts.clear();
      } else return reply(response, 400, { error: { message: "action is hold, release or clear" } });
      return reply(response, 200, { ok: true });
    }

    const wire = path.endsWith("/chat/completions") ? "chat" : path.endsWith("/responses") ? "responses" : null;
    const record: RecordedRequest = {
      method: request.method ?? "GET",
      path,
      headers: request.headers,
      body: read.body,
      wire,
      model: read.model,
      isAborted: false,
    };
    requests.push(record);
    if (options.key && request.headers.authorization !== `Bearer ${options.key}`) {
      return reply(response, 401, { error: { code: "invalid_api_key", type: "invalid_request_error", message: "Wrong key." } });
    }
    if (path.endsWith("/models")) {
      const data = [...known.keys()].map((id) => ({ id, object: "model", created: 1_700_000_000, owned_by: "upstream" }));
      return reply(response, 200, { object: "list", data });
    }
    if (wire === null) return reply(response, 404, { detail: "Not Found" });

    const [name = "", pace] = (read.model ?? "").split("@");
    const scenario = known.get(name);
    if (scenario === undefined) {
      return reply(response, 404, {
        error: { code: "model_not_found", type: "invalid_request_error", message: `The model ${name} does not exist.` },
      });
    }
    const earlier = counts.get(name) ?? 0;
    counts.set(name, earlier + 1);

    const gone = new AbortController();
    response.on("close", () => {
      if (response.writableFinished) return;
      record.isAborted = true;
      sayAborted();
      gone.abort();
    });
    await play(scenario({ wire, earlier, conversation: read.conversation, body: read.body }), {
      response,
      wire:
        wire === "chat"
          ? makeChatWire(name, read.asksForUsage)
          : makeResponsesWire(name, { isEncrypted: read.asksForEncryptedContent }),
      gate,
      signal: gone.signal,
      tokenMs: Number(pace ?? paces[name] ?? 0),
      inputTokens: read.conversation.join(" ").split(/\s+/).length,
      isThinkingOff: read.effort === "none",
    });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) reply(response, 400, { error: { message: String(error) } });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script: (model, scenario) => void known.set(model, scenario),
    hold: () => gate.hold(),
    release: (count) => gate.release(count),
    abortSeen: () => aborted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
