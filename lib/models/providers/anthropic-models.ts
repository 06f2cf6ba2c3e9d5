/**
 * Owns: what is known of Claude models by their names. Pure. A name from after this list is taken for one of the newest; a name
 * of another house, behind a server that speaks this format, for one that thinks within a budget.
 */
import { type Effort, efforts } from "#lib/core/effort.ts";

export interface AnthropicFamily {
  /** How it is told to think: by an effort of its own word, by a number of tokens, or not at all. */
  thinking: "adaptive" | "budget" | "none";
  /** In order. `off` is in it where thinking can be turned off, `minimal` is thinking between tools only. */
  efforts: readonly Effort[];
  /** Claude 3.7 shows its thoughts as they are, later ones a summary. */
  form: "full" | "summary";
  /** It thinks between calls of tools only when this is asked for in a header. */
  interleavesByHeader: boolean;
  /** Whether it answers in a shape that a JSON Schema gives. */
  takesSchemas: boolean;
  /** Tokens. */
  outputSize: number | null;
  /** Tokens. */
  contextSize: number | null;
  /** Null for a name of another house. */
  isClaude: boolean | null;
}

const levels: readonly Effort[] = ["low", "medium", "high", "max"];
const manyLevels: readonly Effort[] = ["low", "medium", "high", "xhigh", "max"];
const budgets: readonly Effort[] = efforts;

const adaptive: AnthropicFamily = {
  thinking: "adaptive",
  efforts: ["off", ...manyLevels],
  form: "summary",
  interleavesByHeader: false,
  takesSchemas: true,
  outputSize: 128_000,
  contextSize: null,
  isClaude: true,
};
const alwaysThinking: AnthropicFamily = { ...adaptive, efforts: manyLevels };
const budgeted: AnthropicFamily = {
  thinking: "budget",
  efforts: budgets,
  form: "summary",
  interleavesByHeader: true,
  takesSchemas: true,
  outputSize: 64_000,
  contextSize: 200_000,
  isClaude: true,
};
const plain: AnthropicFamily = {
  ...budgeted,
  thinking: "none",
  efforts: [],
  form: "full",
  interleavesByHeader: false,
  takesSchemas: false,
  outputSize: 4096,
};

const families: readonly [pattern: RegExp, family: AnthropicFamily][] = [
  [/claude-sonnet-5-5/, { ...alwaysThinking, efforts: ["minimal", ...manyLevels] }],
  [/claude-(opus-5-5|fable-5)/, alwaysThinking],
  [/claude-(opus-5|sonnet-5|haiku-5|opus-4-[78])/, adaptive],
  [/claude-(opus|sonnet)-4-6/, { ...adaptive, efforts: ["off", ...levels] }],
  [/claude-(opus|sonnet|haiku)-4-5/, budgeted],
  [/claude-opus-4-1/, { ...budgeted, outputSize: 32_000 }],
  [/claude-opus-4(-|@|$)/, { ...budgeted, takesSchemas: false, outputSize: 32_000 }],
  [/claude-sonnet-4(-|@|$)/, { ...budgeted, takesSchemas: false }],
  [/claude-3-7/, { ...budgeted, form: "full", interleavesByHeader: false, takesSchemas: false }],
  [/claude-3-5/, { ...plain, outputSize: 8192 }],
  [/claude-(3|2|v2|instant)/, plain],
  [/claude-/, { ...adaptive, outputSize: null }],
];

const foreign: AnthropicFamily = {
  ...budgeted,
  form: "full",
  interleavesByHeader: false,
  outputSize: null,
  contextSize: null,
  isClaude: null,
};

export function anthropicFamily(modelId: string): AnthropicFamily {
  return families.find(([pattern]) => pattern.test(modelId))?.[1] ?? foreign;
}

/** Shown while the list cannot be had. */
export const wellKnownClaudeModels = [
  "claude-opus-5-5",
  "claude-sonnet-5-5",
  "claude-haiku-5-5",
  "claude-opus-4-8",
  "claude-sonnet-4-6",
  "claude-haiku-4-5",
];

/** `claude-opus-4-5-20251101` is Claude Opus 4.5, `claude-3-7-sonnet-latest` Claude Sonnet 3.7; another name stays as it is. */
export function claudeName(modelId: string): string {
  const match =
    /^claude-(?<line>[a-z]+)-(?<major>\d)(?:-(?<minor>\d))?(?=-\d{8}$|-latest$|$)/.exec(modelId) ??
    /^claude-(?<major>\d)(?:-(?<minor>\d))?-(?<line>[a-z]+)(?=-\d{8}$|-latest$|$)/.exec(modelId);
  const { line, major, minor } = match?.groups ?? {};
  if (line === undefined) return modelId;
  return `Claude ${line.charAt(0).toUpperCase()}${line.slice(1)} ${major}${minor === undefined || minor === "0" ? "" : `.${minor}`}`;
}
