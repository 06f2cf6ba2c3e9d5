/** Owns: the built-in model as an OpenAI-compatible endpoint inside the process. */
import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "#lib/core/clock.ts";
import { env } from "#lib/core/env.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { countWords, pacedStream, wordGroups } from "./pace.ts";
import { reason } from "./reason.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { type Ask, modelName, readAsk } from "./request.ts";
import type { Reply } from "./response-object.ts";
import { responseEvents, toFrame, type WireEvent } from "./responses-wire.ts";
import { builtinEfforts } from "./speak.ts";
import { countTokens } from "./token-count.ts";

export const builtinModels: ModelInfo[] = [
  {
    id: `builtin/${modelName}`,
    name: "Built-in reasoner",
    connection: { id: "builtin", name: "Built-in" },
    reasons: true,
    efforts: [...builtinEfforts],
    defaultEffort: "medium",
    contextSize: null,
    outputSize: null,
    callsTools: true,
    seesImages: false,
    price: null,
    examples: [
      "What is (3/4 + 5/6) × 2.4?",
      "A jacket costs $80. It is 20% off, then 5% tax is added. What is the final price?",
      "Convert 5 feet 7 inches to centimetres",
      "How many days are there between 14 March 2027 and Christmas 2027?",
      "Solve 2x² − 4x − 3 = 0",
      "What are the prime factors of 5040?",
      "Mean, median and standard deviation of 4, 8, 15, 16, 23, 42",
      "A farm has chickens and rabbits, 35 heads and 94 legs in all. How many rabbits are there?",
    ],
  },
];

export interface EndpointOptions {
  clock?: Clock;
  /** Absent: what the environment says. */
  wordsPerSecond?: number;
}

/** Answers `POST …/responses` (streamed or whole) and `GET …/models`; everything else with OpenAI's 404. */
export function makeBuiltinFetch(options: EndpointOptions = {}): typeof fetch {
  const clock = options.clock ?? systemClock;
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const path = new URL(request.url).pathname;
    if (request.method === "GET" && path.endsWith("/models")) return Response.json(modelList(), { headers: headers() });
    if (request.method !== "POST" || !path.endsWith("/responses")) {
      return refuse(refusal(404, "unknown_url", null, `Unknown request URL: ${request.method} ${path}.`));
    }
    const ask = readAsk(await request.text());
    request.signal.throwIfAborted();
    if ("status" in ask) return refuse(ask);
    return answer(ask, request.signal, clock.now(), options.wordsPerSecond ?? env().builtinWordsPerSecond);
  };
}

/** The built-in model as a `fetch`. Paced by the environment; obeys the request's signal as a real fetch does. */
export const builtinFetch: typeof fetch = makeBuiltinFetch();

function answer(ask: Ask, signal: AbortSignal, now: number, wordsPerSecond: number): Response {
  const speech = reason(ask, now);
  const reply: Reply = {
    newId: newWireId,
    createdAt: Math.floor(now / 1000),
    model: modelName,
    effort: ask.effort === "off" ? "none" : ask.effort,
    inputTokens: ask.texts.reduce((total, text) => total + countTokens(text), 0),
    maxOutputTokens: ask.maxOutputTokens,
    wantsSeals: ask.wantsSeals,
    tools: ask.tools,
  };
  const events = responseEvents(speech, reply, (text) => wordGroups(text, wordsPerSecond));
  if (!ask.isStream) return Response.json([...events].at(-1)?.response, { headers: headers() });
  return new Response(pacedStream(framesOf(events), wordsPerSecond, signal), {
    headers: { ...headers(), "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
  });
}

function* framesOf(events: Iterable<WireEvent>): Generator<{ frame: string; words: number }> {
  for (const event of events)
    yield { frame: toFrame(event), words: typeof event.delta === "string" ? countWords(event.delta) : 0 };
}

function modelList() {
  return { object: "list", data: [{ id: modelName, object: "model", created: 0, owned_by: "builtin" }] };
}

function refuse({ status, error }: Refusal): Response {
  return Response.json({ error }, { status, headers: headers() });
}

function headers(): Record<string, string> {
  return { "x-request-id": newWireId("req") };
}

function newWireId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll("-", "")}`;
}
