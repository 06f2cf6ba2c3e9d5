/** Owns: what is said of a question that was asked as a program asks it. Pure. */
import type { KeySummary } from "#lib/auth/keys.ts";
import type { Trial } from "#lib/client/try-gateway.ts";

/** Which of a person's keys this is, by its first letters; null when it is none of them. */
export function keyNamed<Key extends Pick<KeySummary, "start">>(keys: readonly Key[], key: string): Key | null {
  const text = key.trim();
  return keys.find(({ start }) => start !== "" && text.startsWith(start)) ?? null;
}

/** What can be said of a pasted key before anything is sent; null when nothing. */
export function keyProblem(key: string): string | null {
  if (key.trim() === "") return "Paste a key, or make one.";
  if (/\s/.test(key.trim())) return "A key has no spaces or line breaks. Copy it once more.";
  return null;
}

export interface ThoughtVerdict {
  /** Whether some came out. */
  isGood: boolean;
  words: string;
  /** The settings of the key decide it. */
  isOfKey: boolean;
}

/** Whether thoughts came out, and why not. Null before it is known. */
export function thoughtVerdict(trial: Trial, key: Pick<KeySummary, "exposure"> | null): ThoughtVerdict | null {
  if (trial.thought !== "") return { isGood: true, words: "The thinking came out", isOfKey: false };
  if (trial.phase !== "done") return null;
  const tokens = trial.thoughtTokens ?? 0;
  const counted = tokens > 0 ? ` ${tokens.toLocaleString("en-US")} tokens were thought.` : "";
  const not = (words: string, isOfKey: boolean) => ({ isGood: false, words, isOfKey });
  if (key?.exposure === "none") return not(`No thinking came out: this key lets none of it leave.${counted}`, true);
  if (key?.exposure === "summary") {
    return not(`No thinking came out: this key lets summaries leave, and the provider wrote none.${counted}`, true);
  }
  if (tokens > 0) return not(`No thinking came out: the provider kept it to itself.${counted}`, false);
  return not("No thinking came out: the model did not think over this, as far as anybody counted.", false);
}
