/** Owns: how one server-sent event looks on the wire. */

export interface SseFrame {
  /** Absent: the reader's last event id stays as it was. */
  id?: number;
  event: string;
  /** Sent as JSON, which never holds a line break, so one data line is enough. */
  data: unknown;
}

export function encodeFrame({ id, event, data }: SseFrame): string {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return `${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
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

/**
 * JSON alone, without a name, for protocols of others. Some clients end a line also at U+0085, U+2028 and U+2029, which JSON lets stand.
 */
export function encodeData(data: unknown): string {
  const json = JSON.stringify(data).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `data: ${json}\n\n`;
}
