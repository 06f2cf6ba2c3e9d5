/** Owns: what the events of a Responses answer mean, in whatever dialect. Events of an unknown type mean nothing. */
import type { ModelPart } from "../model-part.ts";
import { makeHeldThought } from "./held-thought.ts";
import { makeResponseCalls } from "./responses-calls.ts";
import { type ItemKind, makeResponseItem, type ResponseItem, type ThoughtForm, textsOf } from "./responses-item.ts";
import { listAt, numberAt, recordOf, type Wire, wordAt } from "./wire-value.ts";

export interface ResponsesAnswer {
  /** What an event says, in order. After an `error` or `finish` part nothing follows. */
  read(event: Wire): ModelPart[];
  /** A whole response that came as one document. */
  readWhole(response: Wire): ModelPart[];
  /** What is left when the bytes end before the answer. */
  end(): ModelPart[];
}

export function makeResponsesAnswer(makeCallId: () => string): ResponsesAnswer {
  const items: ResponseItem[] = [];
  const calls = makeResponseCalls(makeCallId);
  const held = makeHeldThought();
  const sources = new Set<string>();
  let hasBegun = false;
  let hasRefused = false;
  let isOver = false;

  const begin = ({ id }: Wire): ModelPart[] => {
    if (hasBegun) return [];
    hasBegun = true;
    return [{ type: "response-start", ...(typeof id === "string" && { responseId: id }) }];
  };
  const addItem = (kind: ItemKind, id: string, index: number | null): ResponseItem => {
    const item = makeResponseItem(kind, { key: `${kind}-${items.length + 1}`, id, index });
    items.push(item);
    return item;
  };
  /** By its id, else by its place, else the one that is open: servers change the one or the other under way. */
  const itemOf = (kind: ItemKind, id: string, index: number | null): ResponseItem => {
    const open = items.filter((item) => item.kind === kind && !item.isDone);
    return (
      (id === "" ? undefined : open.findLast((item) => item.id === id)) ??
      (index === null ? undefined : open.findLast((item) => item.index === index)) ??
      (id === "" && index === null ? open.at(-1) : undefined) ??
      addItem(kind, id, index)
    );
  };
  const itemAt = (kind: ItemKind, event: Wire) => itemOf(kind, wordAt(event, "item_id"), numberAt(event, "output_index"));

  /** The item that is over, also where nothing but its text tells which it is. */
  const closedItem = (kind: ItemKind, item: Wire, index: number | null): ResponseItem => {
    const id = wordAt(item, "id");
    const open = items.filter((one) => one.kind === kind && !one.isDone);
    return open.find((one) => id !== "" && one.id === id) ?? open.find((one) => one.isCopy(item)) ?? itemOf(kind, id, index);
  };

  const cite = (annotation: Wire): ModelPart[] => {
    const url = wordAt(annotation, "url");
    if (annotation.type !== "url_citation" || url === "" || sources.has(url)) return [];
    sources.add(url);
    return [{ type: "source", url, title: wordAt(annotation, "title") || null }];
  };
  const endThought = (item: Wire, index: number | null): ModelPart[] => {
    const id = wordAt(item, "id");
    if (id !== "" && items.some((one) => one.kind === "reasoning" && one.isDone && one.id === id)) return [];
    const hasSomething = wordAt(item, "encrypted_content") !== "" || textsOf(item).length > 0;
    return closedItem("reasoning", item, index).close(item, hasSomething ? item : undefined);
  };
  const endMessage = (item: Wire, index: number | null): ModelPart[] => {
    const content = listAt(item, "content");
    hasRefused ||= content.some((part) => part.type === "refusal");
    const phase = wordAt(item, "phase");
    const ending = closedItem("message", item, index).close(item, phase === "" ? undefined : { phase });
    return [...ending, ...content.flatMap((part) => listAt(part, "annotations").flatMap(cite))];
  };
  const addOutput = (item: Wire, index: number | null) => {
    if (item.type === "function_call") calls.added(item, index);
    else if (item.type === "reasoning" || item.type === "message") addItem(item.type, wordAt(item, "id"), index);
  };
  const endOutput = (item: Wire, index: number | null): ModelPart[] => {
    switch (item.type) {
      case "function_call":
        return calls.done(item, index);
      case "reasoning":
        return endThought(item, index);
      case "message":
        return endMessage(item, index);
      default:
        return [];
    }
  };
  const fail = (error: unknown): ModelPart[] => {
    isOver = true;
    return [{ type: "error", error: { error } }];
  };
  const finish = (response: Wire, status: string): ModelPart[] => {
    const output = listAt(response, "output");
    const isTold = items.length > 0 || calls.count > 0;
    const open = items.filter((item) => !item.isDone && item.id !== "");
    // Where items were told one by one, their copies here say nothing new, but for one that was never ended.
    const untold = isTold ? output.filter((copy) => open.some(({ kind, id }) => kind === copy.type && id === copy.id)) : output;
    const parts = untold.flatMap((item, at) => endOutput(item, isTold ? null : at));
    if (status !== "incomplete") parts.push(...calls.rest());
    isOver = true;
    const whole = calls.count > 0 ? "tool-calls" : hasRefused ? "content-filter" : "stop";
    const reason = status === "incomplete" ? cutReason(wordAt(recordOf(response.incomplete_details), "reason")) : whole;
    return [...parts, { type: "finish", reason, usage: response.usage }];
  };
  const readWhole = (response: Wire): ModelPart[] => {
    const status = wordAt(response, "status") || "completed";
    const begun = begin(response);
    if (/^(failed|cancell?ed)$/.test(status)) return [...begun, ...fail(response.error ?? { message: status })];
    return [...begun, ...finish(response, status)];
  };

  const write = (kind: ItemKind, event: Wire, partIndex: number | null, form?: ThoughtForm): ModelPart[] => {
    const item = itemAt(kind, event);
    if (typeof event.delta === "string") return item.delta(event.delta, partIndex, form);
    const text = wordAt(event, "text") || wordAt(event, "refusal") || wordAt(recordOf(event.part), "text");
    return item.ended(text, partIndex, form);
  };
  const readEvent = (event: Wire): ModelPart[] => {
    const index = numberAt(event, "output_index");
    const isThought = wordAt(recordOf(event.part), "type") === "reasoning_text";
    switch (event.type) {
      case "response.output_item.added":
        addOutput(recordOf(event.item), index);
        return [];
      case "response.output_item.done":
        return endOutput(recordOf(event.item), index);
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_summary_text.done":
      case "response.reasoning_summary_part.done":
        return write("reasoning", event, numberAt(event, "summary_index"), "summary");
      case "response.reasoning_text.delta":
      case "response.reasoning_text.done":
      case "response.reasoning_part.done":
        // Some servers raise `content_index` with every delta.
        return write("reasoning", event, null, "full");
      case "response.refusal.delta":
      case "response.refusal.done":
        hasRefused = true;
        return write("message", event, numberAt(event, "content_index"));
      case "response.output_text.delta":
      case "response.output_text.done":
        return write("message", event, numberAt(event, "content_index"));
      case "response.content_part.done":
        return isThought ? write("reasoning", event, null, "full") : write("message", event, numberAt(event, "content_index"));
      case "response.reasoning_summary_part.added":
      case "response.reasoning_part.added":
        itemAt("reasoning", event).nextPart();
        return [];
      case "response.content_part.added":
        itemAt(isThought ? "reasoning" : "message", event).nextPart();
        return [];
      case "response.output_text.annotation.added":
        return cite(recordOf(event.annotation));
      case "response.function_call_arguments.delta":
        return calls.delta(event);
      case "response.function_call_arguments.done":
        calls.ended(event);
        return [];
      case "response.completed":
      case "response.done":
        return readWhole(recordOf(event.response));
      case "response.incomplete":
        return finish(recordOf(event.response), "incomplete");
      case "response.failed":
      case "response.cancelled":
        return fail(recordOf(event.response).error ?? { message: event.type });
      case "error":
        return fail(event.error ?? event);
      default:
        return event.error === undefined || event.error === null ? [] : fail(event.error);
    }
  };
  /** Only the end of the answer says whether the last thought ended by itself. */
  const believe = (parts: ModelPart[], isLast: boolean): ModelPart[] => [
    ...(isLast ? [] : held.release()),
    ...parts.flatMap((part) => held.take(part)),
  ];

  return {
    read(event) {
      if (isOver) return [];
      const type = wordAt(event, "type");
      const isLast = /^response\.(completed|done|incomplete)$/.test(type);
      const begun = /^response\.(created|queued|in_progress|incomplete)$/.test(type) ? begin(recordOf(event.response)) : [];
      return [...begun, ...believe(readEvent(event), isLast)];
    },
    readWhole: (response) => believe(readWhole(response), true),
    end: () => held.release(),
  };
}

function cutReason(detail: string): Extract<ModelPart, { type: "finish" }>["reason"] {
  if (/length|max_(output_)?tokens/.test(detail)) return "length";
  return detail === "content_filter" ? "content-filter" : "other";
}
