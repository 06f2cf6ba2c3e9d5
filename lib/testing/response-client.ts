/** Owns: a client of responses that takes nothing for granted: it puts an answer together of its pieces and refuses what does not fit. */
import type { Exposure } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import { createFrameReader } from "#lib/wire/read-frames.ts";
import { responseFrames } from "#lib/wire/responses/frames.ts";
import type { ProjectionOptions } from "#lib/wire/responses/projection.ts";
import type { OutputItem, ResponseEvent, ResponseHead, ResponseObject } from "#lib/wire/responses/response.ts";
import { numbered } from "./builders.ts";

const hex = "0123456789abcdef".repeat(2);
export const responseRunId = `run_${hex}`;
const responseId = (after = 0) => `resp_${hex}_${after}`;

const plainHead: ResponseHead = {
  id: responseId(),
  object: "response",
  model: "builtin/reasoner",
  background: false,
  instructions: null,
  max_output_tokens: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: "medium", summary: "auto" },
  store: true,
  temperature: null,
  text: { format: { type: "text" } },
  tool_choice: "auto",
  tools: [],
  top_p: null,
  truncation: "disabled",
};

const plainOptions: ProjectionOptions = { head: plainHead, isRaw: false, seal: null };

/** The events of a story as they leave the house. */
export function gatedStory(drafts: readonly TimedDraft[], exposure: Exposure = "full"): RunEvent[] {
  const gate = makeGate(exposure);
  return numbered(drafts, responseRunId).flatMap((event) => gate(event) ?? []);
}

/** What goes over the wire. */
export async function framesOf(
  events: readonly RunEvent[],
  options: Partial<ProjectionOptions> = {},
  startingAfter: number | null = null,
): Promise<string> {
  async function* batches(): AsyncGenerator<RunEvent[]> {
    for (const event of events) yield [event];
  }
  let text = "";
  for await (const frame of responseFrames(batches(), { ...plainOptions, ...options }, startingAfter)) text += frame;
  return text;
}

export interface ReadFrames {
  events: ResponseEvent[];
  isDone: boolean;
}

/** Throws where a frame's name is not the type of its event, or something follows `[DONE]`. */
export function readFrames(text: string): ReadFrames {
  const end = text.lastIndexOf("data: [DONE]\n\n");
  const isDone = end !== -1;
  if (isDone && !text.endsWith("data: [DONE]\n\n")) throw new Error("Something follows the end.");
  const events: ResponseEvent[] = [];
  const reader = createFrameReader((name, data) => {
    const event = data as ResponseEvent;
    if (name !== event.type) throw new Error(`The frame ${name} holds ${event.type}.`);
    events.push(event);
  });
  reader.feed(isDone ? text.slice(0, end) : text);
  return { events, isDone };
}

/** An answer put together of deltas alone. */
export interface Assembled {
  text: string;
  thoughts: string[];
  calls: { callId: string; name: string; args: string }[];
  last: ResponseObject | null;
}

interface Piece {
  item: OutputItem;
  text: string;
  isDone: boolean;
}

/** Throws where numbers or places jump, something is said of an item that is not open, or a `.done` differs from what was said before. */
export function assemble(events: readonly ResponseEvent[], firstNumber = 0): Assembled {
  const pieces: Piece[] = [];
  let last: ResponseObject | null = null;
  const at = (event: { output_index: number; item_id: string }): Piece => {
    const piece = pieces[event.output_index];
    if (!piece || piece.isDone || piece.item.id !== event.item_id) throw new Error(`Nothing is open at ${event.output_index}.`);
    return piece;
  };
  const same = (said: string, told: string) => {
    if (said !== told) throw new Error(`Said ${JSON.stringify(said)}, then told ${JSON.stringify(told)}.`);
  };
  events.forEach((event, index) => {
    if (event.sequence_number !== firstNumber + index) throw new Error(`The number ${event.sequence_number} is out of order.`);
    if (last !== null && last.status !== "in_progress") throw new Error("Something follows the end.");
    switch (event.type) {
      case "response.output_item.added":
        if (event.output_index !== pieces.length) throw new Error(`An item was left out before ${event.output_index}.`);
        pieces.push({ item: event.item, text: "", isDone: false });
        return;
      case "response.output_item.done": {
        const piece = at({ output_index: event.output_index, item_id: event.item.id });
        same(piece.text, textOf(event.item));
        pieces[event.output_index] = { ...piece, item: event.item, isDone: true };
        return;
      }
      case "response.output_text.delta":
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
      case "response.function_call_arguments.delta":
        if (event.delta === "") throw new Error("A delta says nothing.");
        if (!event.delta.isWellFormed()) throw new Error("A delta ends in half of a character.");
        at(event).text += event.delta;
        return;
      case "response.output_text.done":
      case "response.reasoning_summary_text.done":
      case "response.reasoning_text.done":
        same(at(event).text, event.text);
        return;
      case "response.function_call_arguments.done":
        same(at(event).text, event.arguments);
        return;
      case "response.content_part.added":
      case "response.reasoning_summary_part.added":
        same(at(event).text, event.part.text);
        return;
      case "response.content_part.done":
      case "response.reasoning_summary_part.done":
        same(at(event).text, event.part.text);
        return;
      case "response.output_text.annotation.added":
        at(event);
        return;
      case "response.created":
      case "response.in_progress":
      case "response.completed":
      case "response.incomplete":
      case "response.failed":
        last = event.response;
        return;
      default:
        event satisfies never;
    }
  });
  if (last !== null && (last as ResponseObject).status !== "in_progress") {
    const open = pieces.filter(({ isDone }) => !isDone).length;
    if (open > 0) throw new Error(`${open} items are open at the end.`);
    same(JSON.stringify(pieces.map(({ item }) => item)), JSON.stringify((last as ResponseObject).output));
  }
  return { ...sums(pieces), last };
}

function sums(pieces: readonly Piece[]): Omit<Assembled, "last"> {
  return {
    text: pieces.map(({ item, text }) => (item.type === "message" ? text : "")).join(""),
    thoughts: pieces.flatMap(({ item, text }) => (item.type === "reasoning" ? [text] : [])),
    calls: pieces.flatMap(({ item, text }) =>
      item.type === "function_call" ? [{ callId: item.call_id, name: item.name, args: text }] : [],
    ),
  };
}

function textOf(item: OutputItem): string {
  switch (item.type) {
    case "message":
      return item.content.map(({ text }) => text).join("");
    case "reasoning":
      return [...item.summary, ...(item.content ?? [])].map(({ text }) => text).join("");
    case "function_call":
      return item.arguments;
    default:
      return item satisfies never;
  }
}

/** One line an event, ids cut to the part they name, for comparing by eye. */
export function transcript(events: readonly ResponseEvent[]): string[] {
  return events.map((event) => `${event.sequence_number} ${event.type.replace("response.", "")}${detail(event)}`);
}

function detail(event: ResponseEvent): string {
  if ("response" in event) return ` ${event.response.status}`;
  if ("item" in event) return ` ${event.output_index} ${event.item.type} ${event.item.id.split("_").at(-1)} ${event.item.status}`;
  const place = ` ${event.output_index}`;
  if ("delta" in event) return `${place} ${JSON.stringify(event.delta)}`;
  if ("annotation" in event) return `${place} ${event.annotation.url}`;
  if ("arguments" in event) return `${place} ${event.arguments}`;
  return "text" in event ? `${place} ${JSON.stringify(event.text)}` : `${place} ${event.part.type}`;
}

/** All of a stream. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
}
