/** Owns: what a scripted Gemini server refuses and how it lists models, as the real one does. */
import { z } from "zod";

const part = z.looseObject({
  text: z.string().optional(),
  functionCall: z.looseObject({ name: z.string() }).optional(),
  functionResponse: z.looseObject({ name: z.string() }).optional(),
  thoughtSignature: z.string().optional(),
});
const request = z.looseObject({
  contents: z.array(z.looseObject({ role: z.enum(["user", "model"]), parts: z.array(part).min(1) })).min(1),
  generationConfig: z
    .looseObject({
      thinkingConfig: z.looseObject({ thinkingBudget: z.number().optional(), thinkingLevel: z.string().optional() }).optional(),
    })
    .optional(),
});

/** The documented word for calls that another model made. */
export const foreignCall = "skip_thought_signature_validator";

/** The message of its 400; null: it takes the request. */
export function googleObjection(body: unknown, model: string): string | null {
  const parsed = request.safeParse(body);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "contents is not specified";
  const { contents, generationConfig } = parsed.data;
  const { thinkingBudget, thinkingLevel } = generationConfig?.thinkingConfig ?? {};
  if (thinkingBudget !== undefined && thinkingLevel !== undefined) {
    return "You can only set only one of thinking budget and thinking level.";
  }
  if (thinkingBudget === 0 && /2\.5-pro|gemini-[3-9]/.test(model)) {
    return "Budget 0 is invalid. This model only works in thinking mode.";
  }
  for (const [index, { role, parts }] of contents.entries()) {
    const calls = parts.filter(({ functionCall }) => functionCall !== undefined);
    const answers = (contents[index + 1]?.parts ?? []).filter(({ functionResponse }) => functionResponse !== undefined);
    if (calls.length !== (role === "model" ? answers.length : 0)) {
      return "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
    }
    if (/gemini-[3-9]/.test(model) && calls[0] !== undefined && calls[0].thoughtSignature === undefined) {
      return `Function call is missing a thought_signature in functionCall parts. Additional data, function call \`${calls[0].functionCall?.name}\`.`;
    }
    const proofs = parts.flatMap(({ thoughtSignature }) => thoughtSignature ?? []);
    if (proofs.some((proof) => proof !== foreignCall && !Buffer.from(proof, "base64").toString().startsWith("signed "))) {
      return "Thought signature is not valid.";
    }
  }
  return null;
}

export const wrongGoogleKey = {
  error: {
    code: 400,
    message: "API key not valid. Please pass a valid API key.",
    status: "INVALID_ARGUMENT",
    details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID", domain: "googleapis.com" }],
  },
};

/** A page of its list: `pageSize` and `pageToken` of the query count. */
export function googleList(ids: readonly string[], query: URLSearchParams): object {
  const from = Number(query.get("pageToken") ?? 0);
  const page = ids.slice(from, from + Number(query.get("pageSize") ?? 50));
  const models = page.map((id) => ({
    name: `models/${id}`,
    version: "001",
    displayName: `Model ${id}`,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: id.includes("embedding") ? ["embedContent"] : ["generateContent", "countTokens"],
    thinking: true,
  }));
  const next = from + page.length;
  return { models, ...(next < ids.length && { nextPageToken: String(next) }) };
}
