/** Owns: how one server-sent event looks on the wire. */

export interface SseFrame {
  /** Absent: the reader's last event id stays as it was. */
  id?: number;
  event: string;
  /** Sent as JSON on one line. */
  data: unknown;
}

export function encodeFrame({ id, event, data }: SseFrame): string {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return `${head}event: ${event}\ndata: ${oneLine(data)}\n\n`;
}

/** After the last, where a protocol of others has it so. */
export const doneFrame = "data: [DONE]\n\n";

/** A line that readers skip. Line breaks in `text` would end it, so they become spaces. */
export function encodeComment(text: string): string {
  return `: ${text.replace(/[\r\n]+/g, " ")}\n\n`;
}

/** How long a reader waits before it comes back, in milliseconds. */
export function encodeRetry(ms: number): string {
  return `retry: ${ms}\n\n`;
}

/** JSON alone, without a name, for protocols of others. */
export function encodeData(data: unknown): string {
  return `data: ${oneLine(data)}\n\n`;
}

/** JSON holds no line break, but for U+0085, U+2028 and U+2029, at which some clients end a line too. */
function oneLine(data: unknown): string {
  return JSON.stringify(data).replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
