/** Owns: the wire format of `POST /responses` with `stream: true`: items, their parts, encrypted content, calls of tools. */
import { type DialectEvent, type DialectName, dialects, type ItemPlace } from "./responses-dialects.ts";
import { type Action, type ThoughtField, tokensOf, type WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

type Item =
  | { type: "reasoning"; id: string; index: number; parts: string[]; count: number }
  | { type: "message"; id: string; index: number; text: string; phase: string | undefined };

export function makeResponsesWire(model: string, options: { isEncrypted: boolean; dialect?: DialectName }): Wire {
  const dialect = dialects[options.dialect ?? "openai"];
  let sequence = 0;
  let item: Item | null = null;
  let isInTags = false;
  const output: object[] = [];
  const response = (status: string, more: object = {}) => ({
    id: "resp_upstream",
    object: "response",
    created_at: 1_700_000_000,
    model,
    status,
    ...more,
  });
  const event = (type: string, body: object) => {
    const data = { type, sequence_number: sequence, ...body };
    sequence += 1;
    return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  };

  const eventsOf = (list: DialectEvent[]) => list.map(({ type, body }) => event(type, body));
  const placeOf = ({ id, index }: Item): ItemPlace => ({ item_id: id, output_index: index });
  const closePart = (reasoning: Item & { type: "reasoning" }) => {
    const text = reasoning.parts.at(-1);
    return text === undefined ? [] : eventsOf(dialect.end(placeOf(reasoning), reasoning.parts.length - 1, text));
  };
  const close = (isIncomplete = false): string[] => {
    const open = item;
    item = null;
    if (open === null) return [];
    if (open.type === "reasoning") {
      const done = {
        id: open.id,
        type: "reasoning",
        ...dialect.done(open.parts, options.isEncrypted ? sealOf(open.id) : null),
        ...(isIncomplete && { status: "incomplete" }),
      };
      output.push(done);
      return [...closePart(open), event("response.output_item.done", { output_index: open.index, item: done })];
    }
    const part = { type: "output_text", annotations: [], text: open.text };
    const at = { item_id: open.id, output_index: open.index, content_index: 0 };
    const phase = open.phase !== undefined && { phase: open.phase };
    const done = { id: open.id, type: "message", status: "completed", role: "assistant", content: [part], ...phase };
    output.push(done);
    return [
      event("response.output_text.done", { ...at, text: open.text }),
      event("response.content_part.done", { ...at, part }),
      event("response.output_item.done", { output_index: open.index, item: done }),
    ];
  };
  const openReasoning = (): string[] => {
    const index = output.length + (item ? 1 : 0);
    const frames = close();
    item = { type: "reasoning", id: `rs_${index}`, index, parts: [], count: 0 };
    const added = { id: item.id, type: "reasoning", ...dialect.added, ...(options.isEncrypted && { encrypted_content: "" }) };
    return [...frames, event("response.output_item.added", { output_index: index, item: added })];
  };
  const text = (token: string, phase?: string): string[] => {
    const frames: string[] = [];
    if (item?.type !== "message" || item.phase !== phase) {
      frames.push(...close());
      item = { type: "message", id: `msg_${output.length}`, index: output.length, text: "", phase };
      const named = phase !== undefined && { phase };
      const added = { id: item.id, type: "message", status: "in_progress", role: "assistant", content: [], ...named };
      frames.push(
        event("response.output_item.added", { output_index: item.index, item: added }),
        event("response.content_part.added", {
          item_id: item.id,
          output_index: item.index,
          content_index: 0,
          part: { type: "output_text", annotations: [], text: "" },
        }),
      );
    }
    item.text += token;
    const at = { item_id: item.id, output_index: item.index, content_index: 0 };
    return [...frames, event("response.output_text.delta", { ...at, delta: token, logprobs: [] })];
  };
  const leaveTags = (): string[] => {
    if (!isInTags) return [];
    isInTags = false;
    return text("</think>");
  };

  return {
    begin: () => [
      event("response.created", { response: response("in_progress", { output: [] }) }),
      event("response.in_progress", { response: response("in_progress", { output: [] }) }),
    ],
    newThought(field: ThoughtField) {
      if (field === "tags" || (item?.type === "reasoning" && !dialect.hasParts)) return [];
      const frames = item?.type === "reasoning" ? closePart(item) : openReasoning();
      if (item?.type !== "reasoning") return frames;
      item.parts.push("");
      return [...frames, ...eventsOf(dialect.begin(placeOf(item), item.parts.length - 1))];
    },
    thought(token, field) {
      if (field === "tags") {
        const frames = isInTags ? [] : text("<think>");
        isInTags = true;
        return [...frames, ...text(token)];
      }
      if (item?.type !== "reasoning") return [];
      const part = item.parts.length - 1;
      item.parts[part] += token;
      const frames = eventsOf(dialect.delta(placeOf(item), part, token, item.count));
      item.count += 1;
      return frames;
    },
    text: (token, phase) => [...leaveTags(), ...text(token, phase)],
    sealed: () => [...openReasoning(), ...close()],
    toolCall({ id, name, args }) {
      const frames = [...leaveTags(), ...close()];
      const at = { item_id: `fc_${output.length}`, output_index: output.length };
      const call = { id: at.item_id, type: "function_call", call_id: id, name };
      const done = { ...call, arguments: args, status: "completed" };
      output.push(done);
      return [
        ...frames,
        event("response.output_item.added", {
          output_index: at.output_index,
          item: { ...call, arguments: "", status: "in_progress" },
        }),
        ...tokensOf(args).map((delta) => event("response.function_call_arguments.delta", { ...at, delta })),
        event("response.function_call_arguments.done", { ...at, arguments: args }),
        event("response.output_item.done", { output_index: at.output_index, item: done }),
      ];
    },
    error: ({ code, message }: Action & { kind: "error" }) => [event("error", { code, message, param: null })],
    finish(reason, usage) {
      const isComplete = reason === "stop" || reason === "tool-calls";
      const frames = [...leaveTags(), ...close(!isComplete)];
      const details = isComplete ? null : { reason: reason === "length" ? "max_output_tokens" : "content_filter" };
      const body = response(isComplete ? "completed" : "incomplete", {
        output,
        incomplete_details: details,
        usage: usage ? responsesUsage(usage) : null,
      });
      return [...frames, event(isComplete ? "response.completed" : "response.incomplete", { response: body })];
    },
  };
}

/** What the provider hands out as proof of a thought; `echo` checks that it comes back. */
export function sealOf(itemId: string): string {
  return Buffer.from(`sealed thought ${itemId}`).toString("base64");
}

function responsesUsage(usage: WireUsage) {
  return {
    input_tokens: usage.input,
    ...(usage.cached !== null && { input_tokens_details: { cached_tokens: usage.cached } }),
    output_tokens: usage.output,
    ...(usage.reasoning !== null && { output_tokens_details: { reasoning_tokens: usage.reasoning } }),
    total_tokens: usage.input + usage.output,
  };
}
