/** Owns: a spoken reply as the event sequence of OpenAI's Responses API. Pure; nothing is paced or sent here. */

import type { ResponseObject } from "./response-object.ts";
import { type CallItem, type MessageItem, type ReasoningItem, type Reply, responseObject, textPart } from "./response-object.ts";
import { sealThought } from "./sealed-thought.ts";
import type { Speech, SpokenCall } from "./speak.ts";
import { countTokens } from "./token-count.ts";

export type WireEvent = { type: string; sequence_number: number; response?: ResponseObject } & Record<string, unknown>;

/** Every event of a reply in order. `cut` splits a text into deltas, which joined must be the text, at blanks only. */
export function* responseEvents(speech: Speech, reply: Reply, cut: (text: string) => string[]): Generator<WireEvent> {
  const responseId = reply.newId("resp");
  const output: ResponseObject["output"] = [];
  const spent = { reasoning: 0, output: 0 };
  const room = reply.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  let isCut = false;
  let sequence = 0;
  const event = (type: string, fields: Record<string, unknown> & { response?: ResponseObject }): WireEvent => ({
    type,
    sequence_number: sequence++,
    ...fields,
  });
  const response = (status: ResponseObject["status"]) => ({ response: responseObject(responseId, reply, status, output, spent) });

  yield event("response.created", response("in_progress"));
  yield event("response.in_progress", response("in_progress"));
  if (speech.thoughts.length > 0) yield* think(speech.thoughts);
  for (const call of speech.calls) if (!isCut) yield* ask(call);
  if (speech.answer !== null && !isCut) yield* answer(speech.answer);
  const status = isCut ? "incomplete" : "completed";
  yield event(`response.${status}`, response(status));

  function* think(thoughts: readonly string[]): Generator<WireEvent> {
    const item: ReasoningItem = { id: reply.newId("rs"), type: "reasoning", summary: [] };
    const sealed = () =>
      reply.wantsSeals ? { encrypted_content: sealThought(item.summary.map(({ text }) => text)) } : undefined;
    const place = { item_id: item.id, output_index: output.length };
    yield event("response.output_item.added", { output_index: place.output_index, item: { ...item, summary: [], ...sealed() } });
    for (const [index, thought] of thoughts.entries()) {
      if (isCut) break;
      const at = { ...place, summary_index: index };
      yield event("response.reasoning_summary_part.added", { ...at, part: { type: "summary_text", text: "" } });
      const text = yield* said(thought, true, (delta) => event("response.reasoning_summary_text.delta", { ...at, delta }));
      yield event("response.reasoning_summary_text.done", { ...at, text });
      yield event("response.reasoning_summary_part.done", { ...at, part: { type: "summary_text", text } });
      item.summary.push({ type: "summary_text", text });
    }
    yield event("response.output_item.done", { output_index: place.output_index, item: done({ ...item, ...sealed() }) });
  }

  /** A call is made whole or not at all. */
  function* ask({ name, args }: SpokenCall): Generator<WireEvent> {
    const text = JSON.stringify(args);
    const tokens = countTokens(name) + countTokens(text);
    isCut = spent.output + tokens > room;
    if (isCut) return;
    spent.output += tokens;
    const open = { id: reply.newId("fc"), type: "function_call", call_id: reply.newId("call"), name } as const;
    const at = { item_id: open.id, output_index: output.length };
    yield event("response.output_item.added", {
      output_index: at.output_index,
      item: { ...open, status: "in_progress", arguments: "" } satisfies CallItem,
    });
    for (const delta of argumentPieces(text)) yield event("response.function_call_arguments.delta", { ...at, delta });
    yield event("response.function_call_arguments.done", { ...at, name, arguments: text });
    const item: CallItem = { ...open, status: "completed", arguments: text };
    yield event("response.output_item.done", { output_index: at.output_index, item: done(item) });
  }

  function* answer(whole: string): Generator<WireEvent> {
    const open = { id: reply.newId("msg"), type: "message", role: "assistant" } as const;
    const at = { item_id: open.id, output_index: output.length, content_index: 0 };
    yield event("response.output_item.added", {
      output_index: at.output_index,
      item: { ...open, status: "in_progress", content: [] } satisfies MessageItem,
    });
    yield event("response.content_part.added", { ...at, part: textPart("") });
    const text = yield* said(whole, false, (delta) => event("response.output_text.delta", { ...at, delta, logprobs: [] }));
    yield event("response.output_text.done", { ...at, text, logprobs: [] });
    yield event("response.content_part.done", { ...at, part: textPart(text) });
    const item: MessageItem = { ...open, status: isCut ? "incomplete" : "completed", content: [textPart(text)] };
    yield event("response.output_item.done", { output_index: at.output_index, item: done(item) });
  }

  /** As much of a text as there is room for. */
  function* said(text: string, isReasoning: boolean, toEvent: (delta: string) => WireEvent): Generator<WireEvent, string> {
    let sent = "";
    for (const delta of cut(text)) {
      const tokens = countTokens(delta);
      isCut ||= spent.output + tokens > room;
      if (isCut) break;
      spent.output += tokens;
      if (isReasoning) spent.reasoning += tokens;
      sent += delta;
      yield toEvent(delta);
    }
    return sent;
  }

  function done<Item extends ResponseObject["output"][number]>(item: Item): Item {
    output.push(item);
    return item;
  }
}

/** About as long as a model's own tokens. */
function argumentPieces(text: string): string[] {
  return text.match(/[\s\S]{1,5}/gu) ?? [];
}

/** One event as a frame of the stream. */
export function toFrame(event: WireEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
