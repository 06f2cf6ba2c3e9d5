/** Owns: the sentence that ends an answer which could not be completed, and taking it away when Workspace sends the answer back. */

export function brokenOff(message: string, isFirst: boolean): string {
  return `${isFirst ? "" : "\n\n"}[The answer broke off: ${message.replaceAll("]", ")")}]`;
}

export function withoutBrokenOff(text: string): string {
  return text.replace(/(\n\n|^)\[The answer broke off: [^\]]*\]$/, "");
}
