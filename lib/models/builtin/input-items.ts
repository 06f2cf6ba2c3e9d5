/**
 * Owns: what the items of a request's input say: the questions, and the calls made for the last of them with what came back.
 * Items have to be whole and in order, as OpenAI wants them: each call with its output, each sealed thought unchanged.
 */
import { z } from "zod";
import { withoutUnfinishedThought } from "#lib/models/unfinished-thought.ts";
import { type CallOutcome, outcomeOf } from "./call-outcome.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { openThought } from "./sealed-thought.ts";

export interface MadeCall {
  name: string;
  /** The parsed object; null when the arguments are none. */
  args: Record<string, unknown> | null;
  outcome: CallOutcome;
}

export interface Input {
  /** What the person wrote, oldest first; the last is to be answered. */
  questions: string[];
  /** Whether the last of them came with a picture. */
  hasPicture: boolean;
  /** Calls since the last question; those of one round were made side by side. */
  rounds: MadeCall[][];
  /** Every text, for counting. */
  texts: string[];
}

const text = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]);
type Text = z.infer<typeof text> | null | undefined;
const message = z.object({
  type: z.literal("message").optional(),
  role: z.string().optional(),
  content: text.nullish(),
});
const thought = z.object({ type: z.literal("reasoning"), encrypted_content: z.string().nullish() });
const call = z.object({ type: z.literal("function_call"), call_id: z.string(), name: z.string(), arguments: z.string() });
const output = z.object({ type: z.literal("function_call_output"), call_id: z.string(), output: text });

const item = z.union([thought, call, output, message]);
export const inputSchema = z.union([z.string(), z.array(item).min(1, "must hold at least one item")]);

export function readInput(input: z.infer<typeof inputSchema>): Input | Refusal {
  const items: z.infer<typeof item>[] = typeof input === "string" ? [{ role: "user", content: input }] : input;
  const outputs = new Map(
    items.flatMap((item) => (item.type === "function_call_output" ? [[item.call_id, textOf(item.output)] as const] : [])),
  );
  const questions: string[] = [];
  const texts: string[] = [];
  let rounds: MadeCall[][] = [];
  let isRoundOpen = false;
  let hasPicture = false;
  const called = new Set<string>();
  for (const item of items) {
    if (item.type === "function_call") {
      const answer = outputs.get(item.call_id);
      if (answer === undefined) return broken(`No tool output found for function call ${item.call_id.slice(0, 100)}.`);
      called.add(item.call_id);
      const made = { name: item.name, args: argumentsOf(item.arguments), outcome: outcomeOf(answer) };
      if (isRoundOpen) rounds.at(-1)?.push(made);
      else rounds.push([made]);
      isRoundOpen = true;
      texts.push(item.name, item.arguments);
    } else if (item.type === "function_call_output") {
      if (!called.has(item.call_id))
        return broken(`No tool call found for function call output with call_id ${item.call_id.slice(0, 100)}.`);
      isRoundOpen = false;
      texts.push(textOf(item.output));
    } else if (item.type === "reasoning") {
      const sealed = openThought(item.encrypted_content ?? "");
      if (sealed === null)
        return refusal(
          400,
          "invalid_encrypted_content",
          null,
          "The encrypted content for an item of reasoning could not be verified.",
        );
      texts.push(...sealed);
    } else {
      const said = textOf(item.content);
      texts.push(said);
      const question = withoutUnfinishedThought(said);
      if (item.role !== "user" || (question === "" && said !== "")) continue;
      questions.push(question);
      hasPicture = isPictured(item.content);
      rounds = [];
      isRoundOpen = false;
    }
  }
  return questions.length > 0
    ? { questions, hasPicture, rounds, texts }
    : broken("Invalid value for 'input': it holds no message of a user.");
}

function broken(message: string): Refusal {
  return refusal(400, "invalid_value", "input", message);
}

function textOf(value: Text): string {
  if (typeof value === "string") return value;
  return (value ?? []).flatMap((part) => part.text ?? []).join("\n");
}

function isPictured(value: Text): boolean {
  return Array.isArray(value) && value.some(({ type }) => type === "input_image");
}

function argumentsOf(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    // A call that nobody could have made sense of belongs to nothing that is being worked on.
    return null;
  }
}
