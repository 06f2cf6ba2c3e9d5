/** The arguments of a call as text: JSON, or as its model wrote them where that was none. */
export function argumentsText(args: unknown): string {
  return typeof args === "string" ? args : JSON.stringify(args ?? {});
}
