/** Owns: what of Gemini's stream, as `@ai-sdk/google` reads it, is a proof and what is an end. Pure. */
import { fromSdk, type SdkHook, type SdkPart } from "../from-sdk.ts";
import type { ModelPart } from "../model-part.ts";
import { makeHeldThought } from "./held-thought.ts";
import { recordOf, wordAt } from "./wire-value.ts";

/** The proof as it came. `lone`: on a part of its own without text, of the answer or of the thoughts, and so it goes back. */
export interface GoogleSeal {
  thoughtSignature: string;
  lone?: "text" | "thought";
}

/** The SDK ends an open thought when the bytes end; it has ended only when something follows. */
export async function* googleParts(stream: AsyncIterable<SdkPart>): AsyncGenerator<ModelPart, void, void> {
  const held = makeHeldThought();
  for await (const part of fromSdk(stream, makeSealReader())) yield* held.take(part);
}

/** A part with a proof ends with it: what follows is another, and the two are not joined. */
function makeSealReader(): SdkHook {
  /** Of the blocks of the SDK's those that have text since their last proof. */
  const written = new Set<string>();
  return (part) => {
    switch (part.type) {
      case "text-delta":
      case "reasoning-delta": {
        const { id: key, text } = part;
        const kind = part.type === "text-delta" ? "text" : "reasoning";
        const said: ModelPart[] = text === "" ? [] : [{ type: part.type, key, text }];
        const thoughtSignature = proofOf(part);
        if (text !== "") written.add(key);
        if (thoughtSignature === "") return said;
        const lone = kind === "text" ? "text" : "thought";
        const seal: GoogleSeal = { thoughtSignature, ...(text === "" && { lone }) };
        const isWritten = written.delete(key);
        if (kind === "text" && isWritten) return [...said, { type: "text-end", key, seal }];
        return [...said, { type: "reasoning-end", key, seal, ...(!isWritten && { form: "sealed" as const }) }];
      }
      case "tool-call": {
        const thoughtSignature = proofOf(part);
        if (part.providerExecuted || thoughtSignature === "") return null;
        const seal: GoogleSeal = { thoughtSignature };
        return [{ type: "tool-call", callId: part.toolCallId, name: part.toolName, args: part.input, seal }];
      }
      case "model-call-end":
        // The SDK's word for a call that the model did not write as it must.
        if (part.finishReason === "error") return [{ type: "error", error: new SyntaxError("A call that cannot be read.") }];
        return null;
      default:
        return null;
    }
  };
}

function proofOf({ providerMetadata }: Pick<Extract<SdkPart, { type: "text-delta" }>, "providerMetadata">): string {
  return wordAt(recordOf(providerMetadata?.google), "thoughtSignature");
}
