/** Owns: the wire format of Ollama's `POST /api/chat`, `GET /api/tags` and `POST /api/show`: one JSON object a line. */
import type { Action, WireError, WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

const createdAt = "2026-08-21T18:48:22.196249Z";

export function makeOllamaWire(model: string): Wire {
  let isInTags = false;
  const line = (message: object, more: object = { done: false }) => {
    const said = { role: "assistant", content: "", ...message };
    return `${JSON.stringify({ model, created_at: createdAt, message: said, ...more })}\n`;
  };
  const leaveTags = () => {
    if (!isInTags) return [];
    isInTags = false;
    return [line({ content: "</think>" })];
  };

  return {
    contentType: "application/x-ndjson",
    begin: () => [],
    newThought: () => [],
    thought(token, field) {
      if (field !== "tags") return [line({ thinking: token })];
      const frames = isInTags ? [] : [line({ content: "<think>" })];
      isInTags = true;
      return [...frames, line({ content: token })];
    },
    text: (token) => [...leaveTags(), line({ content: token })],
    sealed: () => [],
    toolCall: ({ id, name, args }) => [
      ...leaveTags(),
      line({ tool_calls: [{ ...(id !== "" && { id }), function: { index: 0, name, arguments: JSON.parse(args || "{}") } }] }),
    ],
    raw: (data) => [`${data}\n`],
    error: ({ message }: Action & { kind: "error" }) => [`${JSON.stringify({ error: message })}\n`],
    refusal: (_status, error) => ollamaRefusal(error),
    finish: (reason, usage) => [
      ...leaveTags(),
      line({}, { done: true, done_reason: reason === "length" ? "length" : "stop", total_duration: 74e6, ...counts(usage) }),
    ],
  };
}

export function ollamaRefusal({ message }: WireError): object {
  return { error: message };
}

/** Counts of 0 are left out. */
function counts(usage: WireUsage | null): object {
  if (usage === null) return {};
  return { ...(usage.input > 0 && { prompt_eval_count: usage.input }), ...(usage.output > 0 && { eval_count: usage.output }) };
}

export interface OllamaAbilities {
  capabilities?: string[];
  /** What it was made for, in tokens. */
  contextLength?: number;
  /** The lines of its Modelfile. */
  parameters?: string;
}

/** `GET /api/tags` of a server whose list says nothing of abilities, as all did for long. */
export function ollamaTags(models: readonly string[]): object {
  return {
    models: models.map((name) => ({
      name,
      model: name,
      modified_at: createdAt,
      size: 4_661_224_676,
      digest: Buffer.from(name).toString("hex"),
      details: { format: "gguf", family: "qwen3", parameter_size: "8.2B", quantization_level: "Q4_K_M" },
    })),
  };
}

/** `POST /api/show`. */
export function ollamaShow({
  capabilities = ["completion", "thinking", "tools"],
  contextLength = 40_960,
  parameters,
}: OllamaAbilities) {
  return {
    modelfile: "FROM model",
    ...(parameters !== undefined && { parameters }),
    template: "{{ .Prompt }}",
    details: { format: "gguf", family: "qwen3" },
    model_info: { "general.architecture": "qwen3", "qwen3.context_length": contextLength },
    capabilities,
    modified_at: createdAt,
  };
}
