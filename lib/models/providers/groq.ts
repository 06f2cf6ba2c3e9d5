/** Owns: Groq. Thoughts are asked for in a field of their own; gpt-oss has another word for that, and both at once are refused. */
import type { Connection, ConnectionConfig } from "../connection.ts";
import { chatConnection } from "./chat-connection.ts";
import { type ChatDialect, plainChat } from "./chat-dialect.ts";
import { familyOf, namesEyes } from "./chat-families.ts";
import { byLevel, fixed, onOff, type ThinkingControl } from "./chat-thinking.ts";

const parsed = { reasoning_format: "parsed" };

/** Of Qwen it only takes `none` and `default`. */
const noneOrDefault: ThinkingControl = {
  efforts: onOff,
  word: (effort) => (effort === "off" ? "none" : "default"),
  fields: (word) => ({ reasoning_effort: word }),
};

export function groqConnection(config: ConnectionConfig): Connection {
  return chatConnection(config, groqDialect);
}

export function groqDialect(modelId: string): ChatDialect {
  const family = familyOf(modelId);
  const reasons = family?.reasons ?? null;
  const isOss = /gpt-oss/.test(modelId);
  const isQwen = family?.templateSwitch === "enable_thinking";
  return {
    ...plainChat,
    reasons,
    callsTools: family?.callsTools ?? null,
    seesImages: family?.seesImages ?? namesEyes(modelId),
    thinking: isOss ? byLevel(["low", "medium", "high"]) : isQwen ? noneOrDefault : fixed,
    // Models that do not think refuse to be told where to put thoughts.
    ...(reasons === true && { fields: isOss ? { include_reasoning: true } : parsed }),
    messages: { thoughts: "reasoning" },
    settings: { unknown: ["presencePenalty", "frequencyPenalty"] },
    replay: { text: reasons === true ? "tool-calls" : "never", takesSeals: false },
    limitField: "max_completion_tokens",
  };
}
