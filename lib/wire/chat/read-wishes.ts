/**
 * Owns: what a request says of thinking: how hard, and whether and where to show it. Two questions that have nothing to do with each other:
 * no effort shows a thought, and hiding thoughts makes none shorter.
 */
import type { Effort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import type { ChatRequestBody } from "./request-body.ts";

/** Other words for the same scale; null: as the model does it by itself. */
const effortWords: Record<string, Effort | null> = {
  none: "off",
  off: "off",
  minimal: "minimal",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
  ultra: "max",
  adaptive: null,
  auto: null,
  default: null,
};

/** For clients that count tokens instead: what is published for models with budgets. */
const budgets: [atLeast: number, effort: Effort][] = [
  [32_768, "xhigh"],
  [16_384, "high"],
  [8_192, "medium"],
  [2_048, "low"],
  [1, "minimal"],
  [0, "off"],
];

/** Null: not said. The word counts before the number. */
export function readEffort({ reasoning_effort, reasoning }: ChatRequestBody): Effort | null {
  const word = reasoning_effort ?? reasoning?.effort;
  if (word !== null && word !== undefined) return effortOf(word, reasoning_effort ? "reasoning_effort" : "reasoning.effort");
  if (reasoning?.enabled === false) return "off";
  const budget = reasoning?.max_tokens;
  if (budget === null || budget === undefined) return null;
  return budgets.find(([atLeast]) => budget >= atLeast)?.[1] ?? null;
}

function effortOf(word: string, field: string): Effort | null {
  const effort = Object.hasOwn(effortWords, word) ? effortWords[word] : undefined;
  if (effort !== undefined) return effort;
  const known = Object.keys(effortWords).join(", ");
  throw new AppError("bad-request", { field, message: `${field} must be one of ${known}.` });
}

/** `field`: beside the text, by the name that is usual for whoever asks. */
const formatWords: Record<string, ReasoningFormat | "off" | "field"> = {
  reasoning_content: "reasoning_content",
  reasoning: "reasoning",
  both: "both",
  tags: "tags",
  raw: "tags",
  off: "off",
  none: "off",
  hidden: "off",
  parsed: "field",
  deepseek: "field",
  auto: "field",
};

/**
 * Where thoughts are to stand; undefined: not said. Any one way to say off is heard, whatever is said besides. Of two formats that of the
 * header counts. `usual` is that of whoever asks.
 */
export function readFormat(body: ChatRequestBody, headers: Headers, usual: ReasoningFormat): ReasoningFormat | "off" | undefined {
  const said: (ReasoningFormat | "off" | "field" | undefined)[] = [
    formatOf(headers.get("x-reasoning-format"), "X-Reasoning-Format"),
    formatOf(body.reasoning_format, "reasoning_format"),
    body.include_reasoning === false || body.reasoning?.exclude === true ? "off" : undefined,
  ];
  if (said.includes("off")) return "off";
  const format = said.find((each) => each !== undefined);
  if (format !== "field") return format;
  return usual === "tags" ? "reasoning_content" : usual;
}

function formatOf(word: string | null | undefined, field: string): ReasoningFormat | "off" | "field" | undefined {
  if (word === null || word === undefined) return undefined;
  const name = word.trim().toLowerCase();
  const format = Object.hasOwn(formatWords, name) ? formatWords[name] : undefined;
  if (format !== undefined) return format;
  const known = Object.keys(formatWords).join(", ");
  throw new AppError("bad-request", { field, message: `${field} must be one of ${known}.` });
}
