/** Owns: what of OpenAI's answers must go back to it, and how the SDK is told of it. */
import { z } from "zod";
import type { SdkHook } from "../from-sdk.ts";
import { plainly, type SdkContent, type SealedPart } from "../to-sdk.ts";

/** A whole reasoning item. */
const thoughtSeal = z.object({ itemId: z.string(), encryptedContent: z.string(), summary: z.array(z.string()) });
type ThoughtSeal = z.infer<typeof thoughtSeal>;
/** What a message was said to be: on the way to the answer, or the answer. */
const textSeal = z.object({ phase: z.enum(["commentary", "final_answer"]) });

/** The SDK joins parts of one item id again; the proof stands on the last. */
export function sealedContent(part: SealedPart): SdkContent[] {
  const thought = thoughtSeal.safeParse(part.seal.data);
  if (part.kind === "reasoning" && thought.success) {
    const { itemId, encryptedContent, summary } = thought.data;
    const texts = summary.length > 0 ? summary : [""];
    return texts.map((text, index) => ({
      type: "reasoning",
      text,
      providerOptions: {
        openai: { itemId, reasoningEncryptedContent: index === texts.length - 1 ? encryptedContent : null },
      },
    }));
  }
  const text = textSeal.safeParse(part.seal.data);
  return plainly(part).map((one) =>
    one.type === "text" && text.success ? { ...one, providerOptions: { openai: text.data } } : one,
  );
}

/** Gathers the texts of each reasoning item, for the seal that comes with its last part. */
export function makeOpenAiHook(): SdkHook {
  const items = new Map<string, Map<string, string[]>>();
  const sealed = new Set<string>();
  const textsOf = (itemId: string) => {
    const texts = items.get(itemId) ?? new Map<string, string[]>();
    items.set(itemId, texts);
    return texts;
  };
  return (part) => {
    if (part.type === "text-end") {
      const { data } = textSeal.safeParse(part.providerMetadata?.openai);
      return [{ type: "text-end", key: part.id, ...(data && { seal: data }) }];
    }
    if (part.type !== "reasoning-delta" && part.type !== "reasoning-end") return null;
    const { itemId, reasoningEncryptedContent: encryptedContent } = part.providerMetadata?.openai ?? {};
    if (typeof itemId !== "string") return null;
    const texts = textsOf(itemId);
    if (part.type === "reasoning-delta") {
      const known = texts.get(part.id);
      if (known) known.push(part.text);
      else if (part.text !== "") texts.set(part.id, [part.text]);
      return null;
    }
    if (typeof encryptedContent !== "string" || encryptedContent === "") return null;
    // With its item all its parts end, each with the proof of all.
    const last = [...texts.keys()].at(-1) ?? part.id;
    if (part.id !== last || sealed.has(itemId)) return null;
    sealed.add(itemId);
    const summary = [...texts.values()].map((deltas) => deltas.join(""));
    const seal: ThoughtSeal = { itemId, encryptedContent, summary };
    return [{ type: "reasoning-end", key: part.id, seal, covers: [...texts.keys()].filter((key) => key !== part.id) }];
  };
}
