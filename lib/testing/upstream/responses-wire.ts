/** Owns: the wire format of `POST /responses` with `stream: true`: items, summary parts, encrypted content. */
import type { Action, ThoughtField, WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

type Item =
  | { type: "reasoning"; id: string; index: number; parts: string[] }
  | { type: "message"; id: string; index: number; text: string };

export function makeResponsesWire(model: string, options: { isEncrypted: boolean }): Wire {
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

  const closePart = (reasoning: Item & { type: "reasoning" }) => {
    const text = reasoning.parts.at(-1);
    if (text === undefined) return [];
    const at = { item_id: reasoning.id, output_index: reasoning.index, summary_index: reasoning.parts.length - 1 };
    return [
      event("response.reasoning_summary_text.done", { ...at, text }),
      event("response.reasoning_summary_part.done", { ...at, part: { type: "summary_text", text } }),
    ];
  };
  const close = (): string[] => {
    const open = item;
    item = null;
    if (open === null) return [];
    if (open.type === "reasoning") {
      const done = {
        id: open.id,
        type: "reasoning",
        summary: open.parts.map((text) => ({ type: "summary_text", text })),
        ...(options.isEncrypted && { encrypted_content: sealOf(open.id) }),
      };
      output.push(done);
      return [...closePart(open), event("response.output_item.done", { output_index: open.index, item: done })];
    }
    const part = { type: "output_text", annotations: [], text: open.text };
    const at = { item_id: open.id, output_index: open.index, content_index: 0 };
    const done = { id: open.id, type: "message", status: "completed", role: "assistant", content: [part] };
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
    item = { type: "reasoning", id: `rs_${index}`, index, parts: [] };
    const added = { id: item.id, type: "reasoning", summary: [], ...(options.isEncrypted && { encrypted_content: "" }) };
    return [...frames, event("response.output_item.added", { output_index: index, item: added })];
  };
  const text = (token: string): string[] => {
    const frames: string[] = [];
    if (item?.type !== "message") {
      frames.push(...close());
      item = { type: "message", id: `msg_${output.length}`, index: output.length, text: "" };
      const added = { id: item.id, type: "message", status: "in_progress", role: "assistant", content: [] };
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
      if (field === "tags") return [];
      const frames = item?.type === "reasoning" ? closePart(item) : openReasoning();
      if (item?.type !== "reasoning") return frames;
      item.parts.push("");
      const at = { item_id: item.id, output_index: item.index, summary_index: item.parts.length - 1 };
      return [...frames, event("response.reasoning_summary_part.added", { ...at, part: { type: "summary_text", text: "" } })];
    },
    thought(token, field) {
      if (field === "tags") {
        const frames = isInTags ? [] : text("<think>");
        isInTags = true;
        return [...frames, ...text(token)];
      }
      if (item?.type !== "reasoning") return [];
      item.parts[item.parts.length - 1] += token;
      const at = { item_id: item.id, output_index: item.index, summary_index: item.parts.length - 1 };
      return [event("response.reasoning_summary_text.delta", { ...at, delta: token })];
    },
    text: (token) => [...leaveTags(), ...text(token)],
    sealed: () => [...openReasoning(), ...close()],
    error: ({ code, message }: Action & { kind: "error" }) => [event("error", { code, message, param: null })],
    finish(reason, usage) {
      const frames = [...leaveTags(), ...close()];
      const isComplete = reason === "stop" || reason === "tool-calls";
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
