/** Owns: the dialects of servers of the chat format, by the server and the family of the model. Pure. */
import type { Effort } from "#lib/core/effort.ts";
import { describeOpenAiModel } from "../openai-models.ts";
import { type ChatDialect, plainChat } from "./chat-dialect.ts";
import { bareName, familyOf, type ModelFamily, namesEyes } from "./chat-families.ts";
import type { MessageForm } from "./chat-messages.ts";
import type { ChatServer } from "./chat-servers.ts";
import { byBudget, byLevel, bySwitch, byType, fixed, onOff, type ThinkingControl, usualEfforts } from "./chat-thinking.ts";
import { deepseekDialect } from "./deepseek.ts";
import { googleFamily } from "./google-models.ts";
import { groqDialect } from "./groq.ts";
import { mistralDialect } from "./mistral.ts";
import { openrouterDialect } from "./openrouter.ts";

const budgets: readonly Effort[] = ["off", "minimal", "low", "medium", "high", "xhigh", "max"];

/** `server` null: one of no special ways, or not known yet. */
export function compatibleDialect(modelId: string, server: ChatServer | null): ChatDialect {
  switch (server) {
    case "deepseek":
      return deepseekDialect(modelId);
    case "openrouter":
      return openrouterDialect(modelId);
    case "groq":
      return groqDialect(modelId);
    case "mistral":
      return mistralDialect(modelId);
    default:
      return { ...commonDialect(modelId, server), ...ownWays(modelId, server) };
  }
}

function commonDialect(modelId: string, server: ChatServer | null): ChatDialect {
  const family = familyOf(modelId);
  const openAi = family === null ? describeOpenAiModel(modelId) : null;
  return {
    ...plainChat,
    reasons: family?.reasons ?? openAi?.reasons ?? null,
    callsTools: family?.callsTools ?? openAi?.callsTools ?? null,
    seesImages: family?.seesImages ?? openAi?.seesImages ?? namesEyes(modelId),
    thinking: family
      ? controlOf(family, modelId, server)
      : byLevel(openAi?.reasons === null ? usualEfforts : (openAi?.efforts ?? [])),
    messages: { thoughts: "reasoning_content", fillsEmpty: family?.fillsEmpty ?? false, ...systemRole(modelId, server) },
    replay: { text: family?.returns ?? "never", takesSeals: true },
    // OpenAI's own models refuse the older word, wherever they are served.
    limitField: openAi?.reasons === true ? "max_completion_tokens" : "max_tokens",
  };
}

/** OpenAI's own word for models that think; the first Gemmas have a template without such a role. */
function systemRole(modelId: string, server: ChatServer | null): Pick<MessageForm, "system"> {
  if (/^gemma(-?(2|1\.1))?(-\d+b|:|$)/.test(bareName(modelId))) return { system: "user" };
  return server === "openai" && describeOpenAiModel(modelId).reasons === true ? { system: "developer" } : {};
}

/** How a known model is told to think, on a server that is known or not. */
function controlOf(family: ModelFamily, modelId: string, server: ChatServer | null): ThinkingControl {
  const { efforts, templateSwitch, reasons } = family;
  if (!reasons) return fixed;
  const isHybrid = efforts.includes("off");
  const inTemplate = (isOn: boolean) => (templateSwitch ? { chat_template_kwargs: { [templateSwitch]: isOn } } : {});
  switch (server) {
    case "dashscope":
      return dashscopeControl(bareName(modelId), isHybrid);
    case "moonshot":
    case "zai":
      return isHybrid ? byType(efforts, { extra: keptThoughts(modelId) }) : levelsOf(efforts);
    case "minimax":
      return isHybrid ? byType(efforts, { on: "adaptive" }) : fixed;
    case "together":
      return isHybrid ? bySwitch(efforts, (enabled) => ({ reasoning: { enabled } })) : levelsOf(efforts);
    case "gemini":
      return geminiControl(bareName(modelId), efforts);
    case "cerebras":
    case "fireworks":
    case "litellm":
      return isHybrid && efforts.length === onOff.length ? byLevel(usualEfforts) : levelsOf(efforts);
    case "vllm":
    case "sglang":
    case "nvidia":
      return isHybrid && templateSwitch ? bySwitch(efforts, inTemplate) : levelsOf(efforts);
    default:
      if (!isHybrid || !templateSwitch) return levelsOf(efforts);
      return bySwitch(efforts, (isOn) => ({ ...(isOn ? {} : { reasoning_effort: "none" }), ...inTemplate(isOn) }));
  }
}

function levelsOf(efforts: readonly Effort[]): ThinkingControl {
  return efforts.length === 0 ? fixed : byLevel(efforts);
}

/** Only Qwen counts its thoughts; the others there are on or off. */
function dashscopeControl(name: string, isHybrid: boolean): ThinkingControl {
  const isCounted = /^qw/.test(name);
  if (!isHybrid && !isCounted) return fixed;
  if (!isCounted) return bySwitch(onOff, (isOn) => ({ enable_thinking: isOn }));
  const efforts = isHybrid ? budgets : budgets.filter((effort) => effort !== "off");
  return byBudget(efforts, (budget) => ({
    ...(isHybrid && { enable_thinking: budget !== "off" }),
    ...(typeof budget === "number" && { thinking_budget: budget }),
  }));
}

/** Thoughts are shown only when they are asked for; levels and budgets exclude each other. */
function geminiControl(name: string, efforts: readonly Effort[]): ThinkingControl {
  const inConfig = (config: object) => ({ extra_body: { google: { thinking_config: { include_thoughts: true, ...config } } } });
  const { thinking, mostBudget } = googleFamily(name) ?? { thinking: "level", mostBudget: 0 };
  if (thinking !== "budget") return { ...byLevel(efforts), fields: (thinking_level) => inConfig({ thinking_level }) };
  const tokens = { on: mostBudget, off: 0 };
  return byBudget(efforts, (budget) =>
    inConfig({ thinking_budget: typeof budget === "number" ? Math.min(budget, mostBudget) : tokens[budget] }),
  );
}

function keptThoughts(modelId: string): Record<string, unknown> {
  return /^kimi-k2\.6/.test(bareName(modelId)) ? { keep: "all" } : {};
}

/** What a server wants beside what the model's family says. */
function ownWays(modelId: string, server: ChatServer | null): Partial<ChatDialect> {
  const family = familyOf(modelId);
  const thinks = family?.reasons === true;
  const inReasoning = { messages: { thoughts: "reasoning", fillsEmpty: false } } as const satisfies Partial<ChatDialect>;
  switch (server) {
    case "dashscope": {
      const keeps = /^(qwen3\.[6-9]|kimi-k2\.7)/.test(bareName(modelId));
      return keeps ? { fields: { preserve_thinking: true }, replay: { text: "always", takesSeals: false } } : {};
    }
    case "moonshot":
      return { limitField: "max_completion_tokens" };
    case "zai":
      return { asksForUsage: false };
    case "minimax":
      return {
        fields: thinks ? { reasoning_split: true } : {},
        limitField: "max_completion_tokens",
        replay: { text: "never", takesSeals: true },
      };
    case "cerebras":
      return {
        ...inReasoning,
        fields: thinks ? { reasoning_format: "parsed" } : {},
        limitField: "max_completion_tokens",
        replay: { text: family?.returns ?? "never", takesSeals: false },
      };
    case "together":
      return inReasoning;
    case "vllm":
      return { ...inReasoning, startsInside: family?.opensThought ?? false };
    case "sglang":
      return { fields: { separate_reasoning: true }, startsInside: family?.opensThought ?? false };
    case "llamacpp":
      return { fields: { reasoning_format: "auto", reasoning_control: true } };
    case "gemini":
      return {
        replay: { text: "never", takesSeals: true },
        messages: { thoughts: "reasoning_content", unsealedCall: skippedSignature },
      };
    case "openai":
      return { replay: { text: "never", takesSeals: false } };
    default:
      return {};
  }
}

/** The first call of a message needs a signature; this one says that the call was another model's. */
function skippedSignature(index: number): Record<string, unknown> {
  return index === 0 ? { extra_content: { google: { thought_signature: "skip_thought_signature_validator" } } } : {};
}
