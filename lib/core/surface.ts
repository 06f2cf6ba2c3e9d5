/** Owns: the ways in which something can be asked here; `page` is our own. */
export const surfaces = ["page", "chat-completions", "responses", "openbb", "websocket", "ui-stream", "ag-ui"] as const;
export type Surface = (typeof surfaces)[number];
