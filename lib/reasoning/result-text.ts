/** What a tool brought, as the text that a model or a client is told; JSON where it is none. */
export function resultText(result: unknown): string {
  return typeof result === "string" ? result : JSON.stringify(result ?? null);
}
