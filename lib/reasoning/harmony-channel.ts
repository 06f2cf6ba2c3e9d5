/** Owns: what the header of a harmony message says of the message: a thought, an answer, or a call and of what. */

export type HarmonyChannel = { kind: "reasoning" } | { kind: "text" } | { kind: "call"; name: string };

export type HarmonyPiece =
  /** `opens`: it begins a new part. */
  { kind: "reasoning" | "text"; text: string; opens: boolean } | { kind: "call"; name: string; args: string };

/** `header`: all between `<|start|>` or `<|channel|>` and `<|message|>`, for example `commentary to=functions.now <|constrain|>json`. */
export function readHeader(header: string): HarmonyChannel {
  const name = /\bto=([^\s<]+)/.exec(header)?.[1]?.replace(/^functions\./, "");
  if (name !== undefined && name !== "" && name !== "user" && name !== "all") return { kind: "call", name };
  const channel = /(?:<\|channel\|>|^)\s*([a-z]+)/i.exec(header.replace("<|start|>assistant", ""))?.[1]?.toLowerCase();
  return { kind: channel === "analysis" ? "reasoning" : "text" };
}
