/** Owns: how servers of the Responses format put a thought into events. They differ in nothing else that matters here. */

/** Where an item stands in the answer. */
export interface ItemPlace {
  item_id: string;
  output_index: number;
}
export interface DialectEvent {
  type: string;
  body: object;
}

export interface ThoughtDialect {
  /** Whether each thought of an item is a part of its own. */
  hasParts: boolean;
  /** What the item holds when it is announced. */
  added: object;
  begin(at: ItemPlace, part: number): DialectEvent[];
  /** `count`: which token of the part, from 0. */
  delta(at: ItemPlace, part: number, token: string, count: number): DialectEvent[];
  end(at: ItemPlace, part: number, text: string): DialectEvent[];
  /** The item at its end; `proof` is the sealed thought, where one was asked for. */
  done(parts: readonly string[], proof: string | null): object;
}

const summaryText = (text: string) => ({ type: "summary_text", text });
const reasoningText = (text: string) => ({ type: "reasoning_text", text });

const openai: ThoughtDialect = {
  hasParts: true,
  added: { summary: [] },
  begin: (at, part) => [
    { type: "response.reasoning_summary_part.added", body: { ...at, summary_index: part, part: summaryText("") } },
  ],
  delta: (at, part, delta) => [{ type: "response.reasoning_summary_text.delta", body: { ...at, summary_index: part, delta } }],
  end: (at, part, text) => [
    { type: "response.reasoning_summary_text.done", body: { ...at, summary_index: part, text } },
    { type: "response.reasoning_summary_part.done", body: { ...at, summary_index: part, part: summaryText(text) } },
  ],
  done: (parts, proof) => ({ summary: parts.map(summaryText), ...(proof !== null && { encrypted_content: proof }) }),
};

/** Says when an item is complete, and an event that no other server has. */
const xai: ThoughtDialect = {
  ...openai,
  added: { summary: [], status: "in_progress" },
  end: (at, part, text) => [
    ...openai.end(at, part, text),
    { type: "response.reasoning_progress.updated", body: { ...at, progress: 0.5 } },
  ],
  done: (parts, proof) => ({ ...openai.done(parts, proof), status: "completed" }),
};

/** The model's own text, with events of its own, and an index that rises with every token as it once did. */
const vllm: ThoughtDialect = {
  hasParts: false,
  added: { summary: [], content: null, encrypted_content: null, status: "in_progress" },
  begin: (at) => [{ type: "response.reasoning_part.added", body: { ...at, content_index: 0, part: reasoningText("") } }],
  delta: (at, _part, delta, count) => [{ type: "response.reasoning_text.delta", body: { ...at, content_index: count, delta } }],
  end: (at, _part, text) => [
    { type: "response.reasoning_text.done", body: { ...at, content_index: 0, text } },
    { type: "response.reasoning_part.done", body: { ...at, content_index: 0, part: reasoningText(text) } },
  ],
  done: (parts) => ({ summary: [], content: parts.map(reasoningText), encrypted_content: null, status: "completed" }),
};

/** Tells a thought only when it is over. */
const lmStudio: ThoughtDialect = {
  hasParts: false,
  added: { summary: [], content: [] },
  begin: () => [],
  delta: () => [],
  end: (at, _part, text) => [{ type: "response.reasoning_text.done", body: { ...at, content_index: 0, text } }],
  done: (parts) => ({ summary: [], content: parts.map(reasoningText) }),
};

/** Calls the thought a summary, announces no part, and seals nothing: what it calls encrypted is the thought. */
const ollama: ThoughtDialect = {
  hasParts: false,
  added: { summary: [] },
  begin: () => [],
  delta: openai.delta,
  end: (at, part, text) => [{ type: "response.reasoning_summary_text.done", body: { ...at, summary_index: part, text } }],
  done: (parts) => ({ summary: parts.map(summaryText), encrypted_content: parts.join("") }),
};

export const dialects = { openai, xai, vllm, "lm-studio": lmStudio, ollama } as const satisfies Record<string, ThoughtDialect>;
export type DialectName = keyof typeof dialects;

/** A server speaks the dialect that the path begins with: `/vllm/v1/responses`. */
export function dialectOf(path: string): DialectName {
  const name = path.split("/")[1] ?? "";
  return name in dialects ? (name as DialectName) : "openai";
}
