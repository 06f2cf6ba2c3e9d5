import type { Choice } from "#lib/client/choose-model.ts";
import { longestText } from "./limits.ts";

/** Why the text cannot be sent now; null when it can. */
export function whyNotSend(text: string, choice: Choice): string | null {
  if (choice.model === null && choice.modelId === "") return "No model is connected";
  if (choice.model === null) return "This model is no longer available. Choose another";
  if (text.length > longestText) return `${(text.length - longestText).toLocaleString("en")} characters too long`;
  return text.trim() === "" ? "Write something first" : null;
}
