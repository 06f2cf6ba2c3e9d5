/** Owns: one request to a model that is read by hand, and its answer as parts. */
import type { Exchange } from "../exchange.ts";
import type { ModelPart } from "../model-part.ts";

export interface BytesReader {
  push(chunk: Uint8Array): ModelPart[];
  end(): ModelPart[];
}

/** Rejects when it is refused, with facts that `failureOf` understands. */
export async function post(
  exchange: Pick<Exchange, "open">,
  { url, headers, body, reader }: { url: string; headers: Record<string, string>; body: object; reader: BytesReader },
): Promise<AsyncIterable<ModelPart>> {
  const request = { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
  const { head, refusal, next } = await exchange.open(url, request);
  if (refusal === null) return partsOf(next, reader);
  const facts = { statusCode: head.status, responseBody: refusal, responseHeaders: Object.fromEntries(head.headers) };
  throw Object.assign(new Error("The provider refused."), facts);
}

async function* partsOf(next: () => Promise<Uint8Array | null>, reader: BytesReader): AsyncGenerator<ModelPart, void> {
  for (let chunk = await next(); chunk !== null; chunk = await next()) yield* reader.push(chunk);
  yield* reader.end();
}
