/** Owns: in what chat servers differ when they are asked. One value a model; made by the providers' own files. */
import type { ReplayPolicy } from "#lib/reasoning/prompt-message.ts";
import type { MessageForm } from "./chat-messages.ts";
import type { ChatSettingsForm } from "./chat-settings.ts";
import type { ThinkingControl } from "./chat-thinking.ts";

export interface ChatDialect {
  /** By the model's name; null: the name says nothing. */
  reasons: boolean | null;
  callsTools: boolean | null;
  seesImages: boolean | null;
  thinking: ThinkingControl;
  /** Said whatever the effort, unless the server turned out to object to what is said about thinking. */
  fields?: Record<string, unknown>;
  messages: MessageForm;
  settings?: ChatSettingsForm;
  replay: Omit<ReplayPolicy, "issuer">;
  limitField: "max_tokens" | "max_completion_tokens";
  /** Whether token counts have to be asked for. */
  asksForUsage: boolean;
  /** Whether thoughts may stand in its text. */
  mayWriteTags: boolean;
  /** Whether its text begins inside a thought, where none came in a field. */
  startsInside?: boolean;
}

/** What most servers have in common, for a dialect to start from. */
export const plainChat = {
  reasons: null,
  callsTools: null,
  seesImages: null,
  limitField: "max_tokens",
  asksForUsage: true,
  mayWriteTags: true,
} as const satisfies Partial<ChatDialect>;
