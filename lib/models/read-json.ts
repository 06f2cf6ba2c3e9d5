/** Owns: one JSON document from a provider, for lists and other small questions. Answers of models come over `exchange.ts`. */

const mostBytes = 16 * 1024 * 1024;

/**
 * A JSON document from a provider, bounded in size, no redirect followed. Rejects with what `failureOf` understands: a
 * refusal carries `statusCode`, `responseBody` and `responseHeaders`.
 */
export async function readJson(
  url: string,
  {
    headers,
    signal,
    method = "GET",
    body,
  }: { headers: Record<string, string>; signal: AbortSignal; method?: string; body?: string },
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { accept: "application/json", ...headers },
    signal,
    redirect: "manual",
    cache: "no-store",
    ...(body !== undefined && { body }),
  });
  const text = await readText(response);
  if (response.ok) return JSON.parse(text);
  const facts = { statusCode: response.status, responseBody: text, responseHeaders: Object.fromEntries(response.headers) };
  throw Object.assign(new Error("The provider refused."), facts);
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new SyntaxError("The document is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
