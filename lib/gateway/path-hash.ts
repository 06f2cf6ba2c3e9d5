/**
 * Owns: the hash by which a conversation is recognised: of everything said up to and with a question, as a client tells it. Each
 * follows from the one before, so that it can be gone on with where only the newest is told. Pure.
 */
import { createHash } from "node:crypto";
import { storable } from "#lib/core/storable.ts";
import type { View } from "#lib/reasoning/view.ts";
import { type ToldTurn, withoutThoughts } from "./told-path.ts";

/** The hashes of all turns, in their order. `before`: of what was said before the first of them; null: nothing. */
export function pathHashes(turns: readonly ToldTurn[], before: { hash: string; answer: string } | null = null): string[] {
  const hashes: string[] = [];
  let last = before;
  for (const { text, images, steps } of turns) {
    const pictures = images.map(({ mediaType, data }) => digest([mediaType, data]));
    const hash = digest([last?.hash ?? "", last?.answer ?? "", plainQuestion(text), ...pictures]);
    hashes.push(hash);
    last = { hash, answer: answerOf(steps) };
  }
  return hashes;
}

/** An answer as it is compared: clients trim, join and indent as they like, so that white space says nothing. */
export function plainAnswer(text: string): string {
  return storable(text).normalize("NFC").replace(/\s+/g, "");
}

/** What the steps say, as it is compared. */
export function answerOf(steps: readonly { text: string }[]): string {
  return plainAnswer(steps.map(({ text }) => text).join(""));
}

/** What a run answered so far, as a client would tell it. */
export function answerOfView({ parts }: Pick<View, "parts">): string {
  return plainAnswer(withoutThoughts(parts.map((part) => (part.kind === "text" ? part.text : "")).join("")));
}

/** Whether a client that tells this answer tells what the run answered. */
export function isAnswerOf(view: Pick<View, "parts">, told: string): boolean {
  return answerOfView(view) === plainAnswer(withoutThoughts(told));
}

/** White space inside a question counts: it is what the model is shown. */
function plainQuestion(text: string): string {
  return storable(text).normalize("NFC").replace(/\r\n?/g, "\n").trim();
}

function digest(values: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
