/** Owns: how something was asked that was not asked on our own page, in words. Pure. */
import type { Surface } from "#lib/core/surface.ts";

export interface Origin {
  surface: Surface;
  keyName: string | null;
}

const surfaceWords: Record<Surface, string> = {
  page: "This page",
  "chat-completions": "API",
  responses: "API",
  openbb: "OpenBB",
  websocket: "WebSocket",
  "ui-stream": "AI SDK",
  "ag-ui": "AG-UI",
};

/** `API · my key`; only the way where there is no key, or its name is not known any more. */
export function originWords({ surface, keyName }: Origin): string {
  return keyName ? `${surfaceWords[surface]} · ${keyName}` : surfaceWords[surface];
}

/** The same where there is little room: the key says most, since people name it for the program that has it. */
export function originMark({ surface, keyName }: Origin): string {
  return keyName || surfaceWords[surface];
}

/** For who hears it. */
export function originSentence({ surface, keyName }: Origin): string {
  return keyName ? `asked through ${surfaceWords[surface]} with the key ${keyName}` : `asked through ${surfaceWords[surface]}`;
}
