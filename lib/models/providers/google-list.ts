/** Owns: what Gemini's list of models says, page by page. */
import { z } from "zod";
import { type ListedModel, unknownListed } from "../discover.ts";
import { readJson } from "../read-json.ts";
import { conversesInText } from "./google-models.ts";

const mostPages = 20;

const size = z.number().positive().optional().catch(undefined);
const entry = z.looseObject({
  name: z.string().min(1).max(200),
  displayName: z.string().min(1).max(200).optional().catch(undefined),
  inputTokenLimit: size,
  outputTokenLimit: size,
  supportedGenerationMethods: z.array(z.string()).optional().catch(undefined),
  thinking: z.boolean().optional().catch(undefined),
});
const page = z.looseObject({
  models: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional().catch(undefined),
});

/** Those that write text, in the provider's order. The key is in a header. Rejects with facts that `failureOf` understands. */
export async function readGoogleList(
  baseUrl: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Map<string, ListedModel>> {
  const listed = new Map<string, ListedModel>();
  let token = "";
  for (let count = 0; count < mostPages; count++) {
    const { models, nextPageToken } = page.parse(await readJson(`${baseUrl}/models?pageSize=1000${token}`, { headers, signal }));
    for (const item of models) {
      const parsed = entry.safeParse(item);
      if (!parsed.success) continue;
      const { name, supportedGenerationMethods: methods = ["generateContent"], ...said } = parsed.data;
      const modelId = name.replace(/^models\//, "");
      if (!methods.includes("generateContent") || !conversesInText(modelId)) continue;
      listed.set(modelId, {
        ...unknownListed,
        name: said.displayName ?? null,
        contextSize: said.inputTokenLimit ?? null,
        outputSize: said.outputTokenLimit ?? null,
        reasons: said.thinking ?? null,
      });
    }
    if (!nextPageToken) break;
    token = `&pageToken=${encodeURIComponent(nextPageToken)}`;
  }
  return listed;
}
