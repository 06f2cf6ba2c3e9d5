/** Owns: the items of a request as what was said, by whom. Pure. */
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import type { AskMessage } from "../request/ask.ts";
import { makeImageReader, type ReadImage } from "../request/image-reader.ts";
import { joinInstructions } from "../request/instructions.ts";
import type { PlacedItem } from "./referenced.ts";

/** `readImage` gets a picture from its address; what it throws goes on. Calls belong to the text before them. */
export async function sayItems(items: readonly PlacedItem[], readImage: ReadImage): Promise<AskMessage[]> {
  const messages: AskMessage[] = [];
  const image = makeImageReader(readImage);
  for (const { item, field } of items) {
    const last = messages.at(-1);
    switch (item.kind) {
      case "message": {
        if (item.role === "assistant") messages.push({ role: "assistant", text: item.text, calls: [] });
        if (item.role !== "user") break;
        const images: PromptImage[] = [];
        for (const url of item.imageUrls) images.push(await image(url, field));
        messages.push({ role: "user", text: item.text, ...(images.length > 0 && { images }) });
        break;
      }
      case "call": {
        const call = { callId: item.callId, name: item.name, args: item.args };
        if (last?.role === "assistant") last.calls.push(call);
        else messages.push({ role: "assistant", text: "", calls: [call] });
        break;
      }
      case "result":
        messages.push({ role: "tool", callId: item.callId, text: item.text, isError: false });
        break;
      case "reasoning":
        // What is needed of a thought is in the log.
        break;
      default:
        item satisfies never;
    }
  }
  return messages;
}

/** What is said to the model before everything else; null: nothing. */
export function instructionsOf(own: string | null, items: readonly PlacedItem[]): string | null {
  const said = items.flatMap(({ item }) => (item.kind === "message" && item.role === "instructions" ? [item.text] : []));
  return joinInstructions([own ?? "", ...said]);
}

/**
 * The run that a request goes on from whose first words are the answer of that run: the client left out what was said before and names what
 * it has by ids or sealed thoughts. Null: it begins in another way. `rest`: what follows.
 */
export function leadingAnswer(items: readonly PlacedItem[]): { runId: string; told: string; rest: PlacedItem[] } | null {
  const spoken = items.filter(({ item }) => item.kind !== "message" || item.role !== "instructions");
  const question = spoken.findIndex(({ item }) => item.kind === "message" && item.role === "user");
  if (question < 1) return null;
  const answer = spoken.slice(0, question);
  const runIds = new Set(answer.flatMap(({ runId }) => runId ?? []));
  const [runId] = runIds;
  if (runId === undefined || runIds.size > 1) return null;
  const told = answer.map(({ item }) => (item.kind === "message" ? item.text : "")).join("");
  return { runId, told, rest: spoken.slice(question) };
}
