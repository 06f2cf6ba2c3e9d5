/** Owns: Mistral's own API. Thoughts are parts of the content, there and back. */
import { createHash } from "node:crypto";
import type { Effort } from "#lib/core/effort.ts";
import type { Connection, ConnectionConfig } from "../connection.ts";
import { chatConnection } from "./chat-connection.ts";
import { type ChatDialect, plainChat } from "./chat-dialect.ts";
import { bareName, namesEyes } from "./chat-families.ts";
import { byLevel, fixed, type ThinkingControl } from "./chat-thinking.ts";

const noneOrHigh = byLevel(["off", "high"]);

/** Null: a model that does not think. The first row that fits counts. */
const controls: readonly (readonly [RegExp, ThinkingControl | null])[] = [
  [/^magistral-.*-25\d\d$/, fixed],
  [/^(codestral|ministral|voxtral|pixtral|open-|mistral-code|mistral-(7b|nemo|tiny|saba|ocr))/, null],
  [/^mistral-large-(latest|2\d)|^mistral-(small|medium)-25/, null],
  [/^mistral-large-/, byLevel(["low", "medium", "high"])],
  [/^glm-5$|^glm-5\.3|^glm-latest/, byLevel(["low", "high", "max"] satisfies Effort[])],
  [/^(magistral|mistral-(small|medium|vibe)|labs-leanstral|glm-5\.2)/, noneOrHigh],
];

export function mistralConnection(config: ConnectionConfig): Connection {
  return chatConnection(config, mistralDialect);
}

export function mistralDialect(modelId: string): ChatDialect {
  const name = bareName(modelId);
  const found = controls.find(([pattern]) => pattern.test(name))?.[1];
  const reasons = found === undefined ? null : found !== null;
  return {
    ...plainChat,
    reasons,
    seesImages: namesEyes(name),
    thinking: found === undefined ? noneOrHigh : (found ?? fixed),
    // The first Magistrals take no effort; their mode is asked for by name.
    ...(found === fixed && { fields: { prompt_mode: "reasoning" } }),
    messages: { thoughts: "content", callId: nineLetters },
    settings: { seedField: "random_seed" },
    replay: { text: reasons === false ? "never" : "always", takesSeals: false },
    // It counts without being asked, and refuses fields that it does not know.
    asksForUsage: false,
    mayWriteTags: /-2506$/.test(name),
  };
}

/** It refuses ids of calls that are not nine letters or digits, as other providers' are. */
function nineLetters(callId: string): string {
  if (/^[a-zA-Z0-9]{9}$/.test(callId)) return callId;
  return createHash("sha256").update(callId).digest("hex").slice(0, 9);
}
