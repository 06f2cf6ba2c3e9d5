/**
 * Owns: gpt-oss's channels where their special tokens came through as text:
 * `<|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…<|return|>`. In an answer, tokens inside
 * Markdown code are text about tokens. Linear: what is held back is less than a token, or a header.
 */
import { makeCodeTracker } from "./code-tracker.ts";
import { type HarmonyChannel, type HarmonyPiece, readHeader } from "./harmony-channel.ts";

export const harmonyTokens = [
  ...["<|start|>", "<|end|>", "<|message|>", "<|channel|>", "<|constrain|>", "<|return|>", "<|call|>"],
] as const;

/** A header longer than this, or of more than one line, is text. */
const longestHeader = 200;

export function makeHarmonyTokens() {
  const code = makeCodeTracker();
  let pieces: HarmonyPiece[] = [];
  let rest = "";
  let header: string | null = null;
  let channel: HarmonyChannel = { kind: "text" };
  let args = "";
  let isNew = true;

  const write = (text: string) => {
    if (text === "") return;
    if (channel.kind === "call") {
      args += text;
      return;
    }
    if (channel.kind === "text") code.read(text, 0, text.length);
    const last = pieces.at(-1);
    if (last && last.kind === channel.kind && !isNew) last.text += text;
    else pieces.push({ kind: channel.kind, text, opens: isNew });
    isNew = false;
  };
  const put = (text: string) => {
    if (header === null) write(text);
    else if (header.length + text.length > longestHeader || text.includes("\n")) {
      const all = header + text;
      header = null;
      write(all);
    } else header += text;
  };
  const turnTo = (next: HarmonyChannel) => {
    if (channel.kind === "call") pieces.push({ kind: "call", name: channel.name, args });
    args = "";
    channel = next;
    isNew = true;
    code.reset(true);
  };
  const obey = (token: (typeof harmonyTokens)[number]) => {
    switch (token) {
      case "<|start|>":
      case "<|channel|>":
        if (header === null) turnTo({ kind: "text" });
        header = (header ?? "") + token;
        break;
      case "<|constrain|>":
        if (header !== null) header += token;
        break;
      case "<|message|>":
        if (header !== null) turnTo(readHeader(header));
        header = null;
        break;
      case "<|end|>":
      case "<|return|>":
      case "<|call|>":
        header = null;
        turnTo({ kind: "text" });
        break;
      default:
        token satisfies never;
    }
  };

  const scan = (text: string, isEnd: boolean) => {
    let at = 0;
    for (;;) {
      const next = text.indexOf("<", at);
      if (next === -1) break;
      put(text.slice(at, next));
      at = next;
      const ahead = text.slice(at, at + 13);
      const token = harmonyTokens.find((each) => ahead.startsWith(each));
      if (token === undefined && !isEnd && harmonyTokens.some((each) => each.startsWith(ahead))) {
        rest = text.slice(at);
        return;
      }
      const isQuoted = header === null && channel.kind === "text" && code.place().kind !== "none";
      if (token === undefined || isQuoted) put("<");
      else obey(token);
      at += token === undefined || isQuoted ? 1 : token.length;
    }
    put(text.slice(at));
    rest = "";
  };
  const take = () => {
    const taken = pieces;
    pieces = [];
    return taken;
  };

  return {
    push(text: string): HarmonyPiece[] {
      scan(rest + text, false);
      return take();
    },
    /** Call once after the last text. A call whose end did not come is whole: its last token ends the output. */
    end(): HarmonyPiece[] {
      scan(rest, true);
      turnTo({ kind: "text" });
      return take();
    },
  };
}
