/**
 * Owns: a scripted model provider on a real socket, speaking every wire format as servers write it.
 * The scenario is the name of the model (`upstream/scenarios.ts`), with an optional pace: `think-then-answer@20`
 * waits 20 ms after each token. Does not own the scenarios or the formats: see `upstream/`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { anthropicList, anthropicObjection } from "./upstream/anthropic-rules.ts";
import { anthropicRefusal, makeAnthropicWire } from "./upstream/anthropic-wire.ts";
import { makeChatWire } from "./upstream/chat-wire.ts";
import { makeGate } from "./upstream/gate.ts";
import { googleList, googleObjection, wrongGoogleKey } from "./upstream/google-rules.ts";
import { googleRefusal, makeGoogleWire } from "./upstream/google-wire.ts";
import { limitObjection, type ModelLimits } from "./upstream/model-limits.ts";
import { ollamaObjection } from "./upstream/ollama-rules.ts";
import { makeOllamaWire, type OllamaAbilities, ollamaRefusal, ollamaShow, ollamaTags } from "./upstream/ollama-wire.ts";
import { chatObjection, responsesObjection } from "./upstream/openai-rules.ts";
import { play } from "./upstream/play.ts";
import { type ReadRequest, readRequest } from "./upstream/read-request.ts";
import { dialectOf } from "./upstream/responses-dialects.ts";
import { makeResponsesWire } from "./upstream/responses-wire.ts";
import type { Scenario, WireError, WireName } from "./upstream/scenario.ts";
import { paces, scenarios } from "./upstream/scenarios.ts";
import type { Wire } from "./upstream/wire.ts";

export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
  wire: WireName | null;
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
  /** What Ollama's wire says of a model; `silent`: it refuses to. */
  describe(model: string, abilities: OllamaAbilities | "silent"): void;
  /** What a model does not take though its wire has a word for it. */
  limit(model: string, limits: ModelLimits): void;
  /** From now on every token of every stream waits. */
  hold(): void;
  /** Lets `count` tokens pass, or without a count everything that waits, `hold` actions too. */
  release(count?: number): void;
  /** Resolves when a client has gone before its answer was complete, at once if one has. */
  abortSeen(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1; `key`: requests with another key are refused with 401; `ownedBy`: whom its list calls the models' owner;
 * `isListless`: it has no list of models.
 * `POST …/chat/completions/control` ends what waits for a `release()`, as llama.cpp ends a thought: of an answer under way
 * whose request allowed it.
 */
export async function startUpstream(
  options: { port?: number; key?: string; ownedBy?: string; isListless?: boolean } = {},
): Promise<Upstream> {
  const known = new Map<string, Scenario>(Object.entries(scenarios));
  const abilities = new Map<string, OllamaAbilities | "silent">();
  const limits = new Map<string, ModelLimits>();
  const counts = new Map<string, number>();
  const requests: RecordedRequest[] = [];
  const gate = makeGate();
  let sayAborted = () => {};
  const aborted = new Promise<void>((resolve) => {
    sayAborted = resolve;
  });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://upstream");
    const read = await readRequest(request, path);
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

    const wire = wireOf(path);
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
    const spoken = wire ?? listWireOf(request);
    if (options.key && !keysOf(request).includes(options.key)) {
      if (spoken === "google") return reply(response, 400, wrongGoogleKey);
      return refuse(response, spoken, 401, { code: "invalid_api_key", type: "invalid_request_error", message: "Wrong key." });
    }
    if (path.endsWith("/models") && !options.isListless) {
      if (spoken === "anthropic") return reply(response, 200, anthropicList([...known.keys()], query));
      if (spoken === "google") return reply(response, 200, googleList([...known.keys()], query));
      const data = [...known.keys()].map((id) => ({
        id,
        object: "model",
        created: 1_700_000_000,
        owned_by: options.ownedBy ?? "upstream",
      }));
      return reply(response, 200, { object: "list", data });
    }
    if (path.endsWith("/chat/completions/control")) {
      const isAllowed = requests.some((earlier) => isControlOf(read.body, earlier));
      if (isAllowed) gate.release();
      return reply(response, 200, isAllowed ? { success: true } : { success: false, message: "no matching completion" });
    }
    if (path.endsWith("/api/tags")) return reply(response, 200, ollamaTags([...known.keys()]));
    if (path.endsWith("/api/show")) {
      const can = abilities.get(read.model ?? "") ?? {};
      return can === "silent" ? reply(response, 500, { error: "No." }) : reply(response, 200, ollamaShow(can));
    }
    if (wire === null) return reply(response, 404, { detail: "Not Found" });

    const [name = "", pace] = (read.model ?? "").split("@");
    const scenario = known.get(name);
    if (scenario === undefined) {
      const message = `The model ${name} does not exist.`;
      return refuse(response, wire, 404, { code: "model_not_found", type: "invalid_request_error", message });
    }
    const objection = objectionOf(wire, name, read.body, path) ?? limitObjection(wire, limits.get(name) ?? {}, read.body);
    if (objection !== null) return refuse(response, wire, 400, objection);
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
      wire: openWire(wire, name, read, path),
      gate,
      signal: gone.signal,
      tokenMs: Number(pace ?? paces[name] ?? 0),
      inputTokens: inputTokensOf(read),
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
    describe: (model, can) => void abilities.set(model, can),
    limit: (model, what) => void limits.set(model, what),
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

function wireOf(path: string): WireName | null {
  if (path.endsWith("/chat/completions")) return "chat";
  if (path.endsWith("/responses")) return "responses";
  if (path.endsWith("/messages")) return "anthropic";
  if (path.endsWith("/api/chat")) return "ollama";
  return path.endsWith(":streamGenerateContent") ? "google" : null;
}

/** Lists of models are at one path and differ by who asks. */
function listWireOf({ headers }: IncomingMessage): WireName | null {
  if (headers["anthropic-version"] !== undefined) return "anthropic";
  return headers["x-goog-api-key"] === undefined ? null : "google";
}

function keysOf({ headers }: IncomingMessage): unknown[] {
  return [headers.authorization?.replace(/^Bearer /, ""), headers["x-api-key"], headers["x-goog-api-key"]];
}

function openWire(wire: WireName, name: string, read: ReadRequest, path: string): Wire {
  switch (wire) {
    case "chat":
      return makeChatWire(name, read.asksForUsage);
    case "responses":
      return makeResponsesWire(name, { isEncrypted: read.asksForEncryptedContent, dialect: dialectOf(path) });
    case "anthropic":
      return makeAnthropicWire(name, { inputTokens: inputTokensOf(read), omitsThoughts: read.omitsThoughts });
    case "google":
      return makeGoogleWire(name, { showsThoughts: read.asksForThoughts, signs: read.effort !== "none" });
    case "ollama":
      return makeOllamaWire(name);
    default:
      return wire satisfies never;
  }
}

function objectionOf(wire: WireName, model: string, body: unknown, path: string): WireError | null {
  switch (wire) {
    case "chat":
      return chatObjection(body);
    case "responses":
      return responsesObjection(body, dialectOf(path) === "xai");
    case "anthropic":
      return refusalOf(anthropicObjection(body));
    case "google":
      return refusalOf(googleObjection(body, model));
    case "ollama":
      return refusalOf(ollamaObjection(body));
    default:
      return wire satisfies never;
  }
}

function refusalOf(message: string | null): WireError | null {
  return message === null ? null : { code: null, type: "invalid_request_error", message };
}

function inputTokensOf({ conversation }: ReadRequest): number {
  return conversation.join(" ").split(/\s+/).length;
}

function refuse(response: ServerResponse, wire: WireName | null, status: number, error: WireError): void {
  if (wire === "anthropic") reply(response, status, anthropicRefusal(status, error));
  else if (wire === "ollama") reply(response, status, ollamaRefusal(error));
  else reply(response, status, wire === "google" ? googleRefusal(status, error) : { error });
}

/** The chat wire calls an answer after its model. */
function isControlOf(control: unknown, { wire, model, body }: RecordedRequest): boolean {
  const { id, action } = control as { id?: unknown; action?: unknown };
  const isArmed = (body as { reasoning_control?: unknown }).reasoning_control === true;
  return wire === "chat" && isArmed && id === `chatcmpl-${model}` && action === "reasoning_end";
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
