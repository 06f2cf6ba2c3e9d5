/** Owns: the wire format of `POST /v1beta/models/X:streamGenerateContent?alt=sse`: whole parts, thoughts and their signatures. */
import type { WireError, WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

const finishReasons = { stop: "STOP", length: "MAX_TOKENS", "content-filter": "SAFETY", "tool-calls": "STOP" } as const;

/** What the provider hands out as proof of what led to a part. */
export function thoughtSignatureOf(what: string): string {
  return Buffer.from(`signed ${what}`).toString("base64");
}

/** `showsThoughts`: summaries were asked for. `signs`: the model proves its calls and texts. */
export function makeGoogleWire(model: string, options: { showsThoughts: boolean; signs: boolean }): Wire {
  let text = "";
  let hasCalled = false;
  let isInTags = false;
  const chunk = (body: object) =>
    `data: ${JSON.stringify({ ...body, modelVersion: model, responseId: "response-upstream" })}\r\n\r\n`;
  const part = (value: object) => chunk({ candidates: [{ content: { parts: [value], role: "model" }, index: 0 }] });
  const write = (token: string) => {
    text += token;
    return [part({ text: token })];
  };
  const signed = (what: string) => (options.signs ? { thoughtSignature: thoughtSignatureOf(what) } : {});
  const leaveTags = (): string[] => {
    if (!isInTags) return [];
    isInTags = false;
    return write("</think>");
  };

  return {
    begin: () => [],
    newThought: () => [],
    thought(token, field) {
      if (field !== "tags") return options.showsThoughts ? [part({ text: token, thought: true })] : [];
      const frames = isInTags ? [] : write("<think>");
      isInTags = true;
      return [...frames, ...write(token)];
    },
    text: (token) => [...leaveTags(), ...write(token)],
    sealed: () => [part({ text: "", thoughtSignature: thoughtSignatureOf("") })],
    toolCall({ id, name, args }) {
      const frames = leaveTags();
      // Of calls side by side only the first is signed.
      const proof = hasCalled ? {} : signed(name);
      hasCalled = true;
      return [...frames, part({ functionCall: { id, name, args: JSON.parse(args) }, ...proof })];
    },
    error({ code, message }) {
      const busy = code === "rate_limit_exceeded";
      const error = { code: busy ? 429 : 500, message, status: busy ? "RESOURCE_EXHAUSTED" : "INTERNAL" };
      return [`data: ${JSON.stringify({ error })}\r\n\r\n`];
    },
    finish(reason, usage) {
      // The proof of a text comes with its end, on a part that has no text.
      const parts = text !== "" && !hasCalled && options.signs ? [{ text: "", ...signed(text) }] : [];
      const candidate = { content: { parts, role: "model" }, finishReason: finishReasons[reason], index: 0 };
      return [...leaveTags(), chunk({ candidates: [candidate], ...(usage && { usageMetadata: googleUsage(usage) }) })];
    },
    refusal: googleRefusal,
  };
}

const statusWords: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

export function googleRefusal(status: number, { code, message }: WireError): object {
  const said: Record<string, string> = {
    context_length_exceeded: "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
    insufficient_quota: "Your prepayment credits are depleted.",
  };
  return { error: { code: status, message: said[code ?? ""] ?? message, status: statusWords[status] ?? "UNKNOWN" } };
}

/** Thoughts are counted beside the candidates; a count of zero is not written. */
function googleUsage({ input, output, reasoning, cached }: WireUsage) {
  const thoughts = reasoning ?? 0;
  return {
    promptTokenCount: input,
    ...(output > thoughts && { candidatesTokenCount: output - thoughts }),
    totalTokenCount: input + output,
    ...(cached !== null && cached > 0 && { cachedContentTokenCount: cached }),
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
    promptTokensDetails: [{ modality: "TEXT", tokenCount: input }],
  };
}
