/** Owns: how a part goes back to Gemini with its proof: on the very part that it came with. Pure. */
import { z } from "zod";
import { plainly, type SdkContent, type SealedPart } from "../to-sdk.ts";
import type { GoogleSeal } from "./google-answer.ts";

const sealData: z.ZodType<GoogleSeal> = z.object({
  thoughtSignature: z.string(),
  lone: z.enum(["text", "thought"]).optional(),
});

export function sealedForGoogle(part: SealedPart): SdkContent[] {
  const parsed = sealData.safeParse(part.seal.data);
  if (!parsed.success) return part.kind === "reasoning" ? [] : plainly(part);
  const { thoughtSignature, lone } = parsed.data;
  const proof = { providerOptions: { google: { thoughtSignature } } };
  const proven = plainly(part).map((content): SdkContent => ({ ...content, ...proof }));
  if (lone !== "text") return proven;
  return [...(part.kind === "text" && part.text !== "" ? plainly(part) : []), { type: "text", text: "", ...proof }];
}
