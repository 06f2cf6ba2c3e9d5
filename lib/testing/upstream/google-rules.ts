/** Owns: what a scripted Gemini server refuses and how it lists models, as the real one does. */
import { z } from "zod";
import { base64 } from "./openai-rules.ts";

const part = z.looseObject({
  text: z.string().optional(),
  functionCall: z.looseObject({ name: z.string() }).optional(),
  functionResponse: z.looseObject({ name: z.string() }).optional(),
  thoughtSignature: z.string().optional(),
  inlineData: z.strictObject({ mimeType: z.string().regex(/^image\//), data: base64 }).optional(),
});
const request = z.strictObject({
  systemInstruction: z.strictObject({ parts: z.array(z.strictObject({ text: z.string().min(1) })).min(1) }).optional(),
  tools: z.array(z.looseObject({})).optional(),
  toolConfig: z
    .strictObject({
      functionCallingConfig: z.strictObject({
        mode: z.enum(["AUTO", "ANY", "NONE", "VALIDATED"]),
        allowedFunctionNames: z.array(z.string()).optional(),
      }),
    })
    .optional(),
  contents: z.array(z.looseObject({ role: z.enum(["user", "model"]), parts: z.array(part).min(1) })).min(1),
  generationConfig: z
    .strictObject({
      maxOutputTokens: z.int().optional(),
      temperature: z.number().min(0).max(2).optional(),
      topP: z.number().min(0).max(1).optional(),
      presencePenalty: z.number().min(-2).max(2).optional(),
      frequencyPenalty: z.number().min(-2).max(2).optional(),
      seed: z.int().optional(),
      stopSequences: z.array(z.string()).max(5).optional(),
      responseMimeType: z.enum(["application/json", "text/plain"]).optional(),
      responseJsonSchema: z.looseObject({}).optional(),
      thinkingConfig: z.looseObject({ thinkingBudget: z.number().optional(), thinkingLevel: z.string().optional() }).optional(),
    })
    .optional(),
});

/** The documented word for calls that another model made. */
export const foreignCall = "skip_thought_signature_validator";

/** The message of its 400; null: it takes the request. */
export function googleObjection(body: unknown, model: string): string | null {
  const parsed = request.safeParse(body);
  if (!parsed.success) return shapeObjection(parsed.error);
  const { contents, generationConfig, toolConfig } = parsed.data;
  const { thinkingBudget, thinkingLevel } = generationConfig?.thinkingConfig ?? {};
  if (thinkingBudget !== undefined && thinkingLevel !== undefined) {
    return "You can only set only one of thinking budget and thinking level.";
  }
  if (thinkingBudget === 0 && /2\.5-pro|gemini-[3-9]/.test(model)) {
    return "Budget 0 is invalid. This model only works in thinking mode.";
  }
  const { mode, allowedFunctionNames: allowed } = toolConfig?.functionCallingConfig ?? {};
  if (allowed !== undefined && mode !== "ANY") {
    return "Please set function_calling_config.mode to ANY when allowed_function_names is set.";
  }
  const { responseMimeType: format, responseJsonSchema: schema } = generationConfig ?? {};
  if (schema !== undefined && format !== "application/json") {
    return "Only `application/json` is supported as the response_mime_type when a response schema is provided.";
  }
  if (format === "application/json" && parsed.data.tools !== undefined && /gemini-[12]/.test(model)) {
    return "Function calling with a response mime type: 'application/json' is unsupported";
  }
  if (JSON.stringify(schema ?? {}).includes('"const":')) {
    return `Invalid JSON payload received. Unknown name "const" at 'generation_config.response_json_schema': Cannot find field.`;
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

function shapeObjection({ issues: [issue] }: z.ZodError): string {
  if (issue?.code !== "unrecognized_keys") return `Invalid value at '${issue?.path.join(".")}': ${issue?.message}`;
  return `Invalid JSON payload received. Unknown name "${issue.keys[0]}" at '${issue.path.join(".")}': Cannot find field.`;
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
