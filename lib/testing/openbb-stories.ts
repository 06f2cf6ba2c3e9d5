/** Owns: stories for what OpenBB Workspace is told, and telling them. */
import type { Exposure } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import type { OpenbbEvent } from "#lib/wire/openbb/event.ts";
import { offerOf } from "#lib/wire/openbb/offer.ts";
import { queryRequest } from "#lib/wire/openbb/query-request.ts";
import { makeAnswerTeller, type TellOptions } from "#lib/wire/openbb/tell-answer.ts";
import { numbered } from "./builders.ts";
import { checkedEvents } from "./openbb-check.ts";

export const openbbRunId = `run_${"0".repeat(31)}1`;

export const yieldCurve = {
  uuid: "062ece82-ad64-4e24-9e26-190738174cca",
  origin: "OpenBB API",
  widget_id: "yield_curve",
  name: "Yield Curve",
  description: "Yields of sovereign debt by country and date.",
  params: [
    {
      name: "country",
      type: "text",
      description: "Country.",
      default_value: "germany",
      current_value: "united_states",
      get_options: true,
    },
    { name: "date", type: "date", description: "Day.", default_value: "2026-01-16" },
  ],
};

export const priceTarget = {
  uuid: "91ae1153-7b4d-451c-adc5-49856e90a0e6",
  origin: "OpenBB API",
  widget_id: "price_target",
  name: "Price Target",
  description: "What analysts expect.",
  params: [{ name: "symbol", type: "ticker", description: "Symbol.", current_value: "AAPL" }],
};

export const searchFiles = {
  server_id: "files",
  name: "files_search",
  url: "http://localhost:9000/mcp",
  description: "Searches files.",
  input_schema: { type: "object", properties: { query: { type: "string" } }, required: ["query"] },
  auth_token: "secret-of-the-server",
};

/** What can be asked of a Workspace with two widgets, a tool and a skill. */
export const someOffer = offerOf(
  queryRequest.parse({
    messages: [{ role: "human", content: "Hello" }],
    widgets: { primary: [yieldCurve], secondary: [priceTarget], extra: [{ origin: "Hub", widget_id: "file-1", name: "Report" }] },
    tools: [searchFiles],
    skills_catalog: [{ slug: "valuation", description: "How to value a company", updatedAt: "2026-01-01" }],
  }),
);

/** The events of a story as they leave the house for this exposure. */
export function gatedEvents(drafts: readonly TimedDraft[], exposure: Exposure = "full"): RunEvent[] {
  const gate = makeGate(exposure);
  return numbered(drafts, openbbRunId).flatMap((event) => gate(event) ?? []);
}

/** What Workspace is told of a story, checked, with one push for each of these batches of events. */
export function tellStory(
  drafts: readonly TimedDraft[],
  { exposure = "full", batch = 1, ...options }: Partial<TellOptions> & { batch?: number } = {},
): OpenbbEvent[] {
  const teller = makeAnswerTeller({
    runId: openbbRunId,
    exposure,
    offer: someOffer,
    earlier: [],
    fetched: [],
    kept: null,
    ...options,
  });
  const events = gatedEvents(drafts, exposure);
  const told = [...teller.open(true)];
  for (let at = 0; at < events.length; at += batch) told.push(...teller.push(events.slice(at, at + batch)));
  return [...checkedEvents([...told, ...teller.end()])];
}

/** The answer that these events make. */
export function answerText(told: readonly OpenbbEvent[]): string {
  return told.map(({ event, data }) => (event === "copilotMessageChunk" ? data.delta : "")).join("");
}

/** The steps, with how they are told. */
export function statusesOf(told: readonly OpenbbEvent[]): string[] {
  return told.flatMap(({ event, data }) => (event === "copilotStatusUpdate" ? [`${data.eventType} ${data.message}`] : []));
}

export function messagesOf(told: readonly OpenbbEvent[]): string[] {
  return told.flatMap(({ event, data }) => (event === "copilotStatusUpdate" ? [data.message] : []));
}

/** Each as a line. */
export function linesOf(told: readonly OpenbbEvent[]): string[] {
  return told.map(({ event, data }) => {
    switch (event) {
      case "copilotStatusUpdate":
        return [data.eventType, data.message, ...data.details.map((each) => JSON.stringify(each))].join(" | ");
      case "copilotMessageChunk":
        return `> ${data.delta}`;
      case "copilotMessageArtifact":
        return `[${data.type} ${data.name}]`;
      case "copilotCitationCollection":
        return `[cited ${data.citations.map(({ source_info: { name } }) => name).join(", ")}]`;
      case "copilotFunctionCall":
        return `! ${data.function}`;
      default:
        return event satisfies never;
    }
  });
}
