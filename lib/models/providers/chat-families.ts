/** Owns: what is known by its name of a model that anybody may serve. Pure. The first row that fits counts. */
import type { Effort } from "#lib/core/effort.ts";
import type { ReplayPolicy } from "#lib/reasoning/prompt-message.ts";
import { onOff } from "./chat-thinking.ts";
import { googleFamily } from "./google-models.ts";

export interface ModelFamily {
  reasons: boolean;
  /** What `reasoning_effort` means to it, or on and off; without `off` where it always thinks. */
  efforts: readonly Effort[];
  /** The variable of its chat template that turns its thinking on and off. */
  templateSwitch: "enable_thinking" | "thinking" | null;
  /** Which of its thoughts it wants to see again. */
  returns: ReplayPolicy["text"];
  /** Whether it wants the field of a thought where there was none. */
  fillsEmpty: boolean;
  /** Whether its chat template begins a thought by itself, so that its text may begin inside one. */
  opensThought: boolean;
  callsTools: boolean | null;
  seesImages: boolean | null;
}

const lowHighMax: readonly Effort[] = ["low", "high", "max"];
const threeLevels: readonly Effort[] = ["low", "medium", "high"];

const never = row({ reasons: false, returns: "never" });
const always = (efforts: readonly Effort[] = []) => row({ efforts, callsTools: true });
const hybrid = (templateSwitch: ModelFamily["templateSwitch"], efforts: readonly Effort[] = onOff) =>
  row({ efforts, templateSwitch, callsTools: true });
/** Its maker refuses thoughts that it did not sign. */
const sealed = (family: ModelFamily): ModelFamily => ({ ...family, returns: "never", seesImages: true });

const families: readonly (readonly [RegExp, ModelFamily])[] = [
  [/^gpt-oss/, { ...always(threeLevels), seesImages: false }],
  [
    /^deepseek-r1|^deepseek.*-distill/,
    { ...always(), opensThought: true, returns: "never", callsTools: null, seesImages: false },
  ],
  [/^deepseek-(v[4-9]|flash|pro)/, { ...hybrid("thinking", ["off", ...lowHighMax]), fillsEmpty: true }],
  [/^deepseek-(v3\.[1-9]|chat-v3\.[1-9])/, { ...hybrid("thinking"), seesImages: false }],
  [/^deepseek-reasoner/, { ...hybrid("thinking"), fillsEmpty: true, seesImages: false }],
  [/^deepseek/, { ...never, seesImages: false }],
  [/^qwq/, { ...always(), opensThought: true, seesImages: false }],
  [/^qwen.*(coder|instruct|math)|^qwen-?(1|2)/, never],
  [/^qwen-?3.*-thinking/, { ...always(), opensThought: true }],
  [/^qwen(-?[3-9]|-plus|-flash|-max|-turbo)/, hybrid("enable_thinking")],
  [/^kimi-k([3-9])/, { ...always(lowHighMax), returns: "always" }],
  [/^kimi-k2\.[7-9]/, { ...always(), returns: "always" }],
  [/^kimi-k2-thinking/, always()],
  [/^kimi-k2\.6/, { ...hybrid("thinking"), returns: "always" }],
  [/^kimi-k2\.5/, hybrid("thinking")],
  [/^(kimi|moonshot)/, { ...never, callsTools: true }],
  [/^glm-(5\.[3-9]|[6-9])/, { ...always(lowHighMax), seesImages: false }],
  [/^glm-5\.2/, { ...hybrid("enable_thinking", ["off", "high", "max"]), seesImages: false }],
  [/^glm-(4\.[5-9]|5)/, hybrid("enable_thinking")],
  [/^glm-z1/, { ...always(), opensThought: true }],
  [/^minimax-m[3-9]/, hybrid("enable_thinking")],
  [/^minimax-m/, always()],
  [/^magistral/, { ...always(), seesImages: null }],
  [/^claude-(3-7|3\.7|(opus|sonnet|haiku|fable|mythos)-)/, sealed(hybrid(null, ["off", ...threeLevels]))],
  [/^(nvidia-)?nemotron-(3|nano|super|ultra)/, hybrid("enable_thinking")],
  [/^gemma-?4/, hybrid("enable_thinking")],
  [/^granite-(3\.[2-9]|4)/, hybrid("thinking")],
  [/^(smollm3|exaone-4|hunyuan-a13b|mimo|holo2)/, { ...hybrid("enable_thinking"), callsTools: null }],
  [/-(thinking|reasoning|reasoner)(-|$)/, { ...always(), callsTools: null }],
  [/^(gemma|(meta-)?llama-?[234]|mixtral|mistral-(7b|nemo)|phi-?[23]|codestral|ministral|pixtral)/, never],
];

/** Null: the name says nothing. `id` as a server gives it, which may be a path or a file. */
export function familyOf(id: string): ModelFamily | null {
  const name = bareName(id);
  const google = /^gemini-/.test(name) ? googleFamily(name) : null;
  if (google?.thinking === "none") return { ...never, callsTools: true, seesImages: true };
  if (google !== null) return sealed(always(google.efforts));
  return families.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const eyes = /(^|[^a-z])(vl|vision|llava|pixtral|internvl)([^a-z]|$)|^(gemma-?3[-:](4|12|27)b|llama-?4)|\dv(-|:|$)/;

/** Whether a model's name says that it reads pictures; null: it does not say. */
export function namesEyes(id: string): true | null {
  return eyes.test(bareName(id)) ? true : null;
}

/** `models/Qwen3-8B-Q4_K_M.gguf`, `Qwen/Qwen3-8B` and `qwen3:8b` are all of one family. */
export function bareName(id: string): string {
  const name = (id.split(/[/\\]/).at(-1) ?? id).toLowerCase();
  return name
    .replace(/^(zai|meta)-(?=glm|llama)/, "")
    .replace(/^glm-(\d)-(\d)(?![\db])/, "glm-$1.$2")
    .replace(/(?<=\d)p(?=\d)/, ".");
}

function row(about: Partial<ModelFamily>): ModelFamily {
  return {
    reasons: true,
    efforts: [],
    templateSwitch: null,
    returns: "tool-calls",
    fillsEmpty: false,
    opensThought: false,
    callsTools: null,
    seesImages: null,
    ...about,
  };
}
