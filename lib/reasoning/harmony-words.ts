/**
 * Owns: gpt-oss's channels where their special tokens were stripped and the words between them stayed:
 * `analysisWe add.assistantfinalIt is 3.` To be used only for text known to be of this form. Linear.
 */
import { type HarmonyPiece, readHeader } from "./harmony-channel.ts";

const marker = /assistant(final|analysis|commentary)/;
const markers = ["assistantfinal", "assistantanalysis", "assistantcommentary"];
const longestMarker = 19;
const callHeader = /^\s*to=[^\s{]+\s*(?:json|code)?\s*(?=\{)/;

/** Reads what follows the word `analysis` at the start. */
export function makeHarmonyWords() {
  let channel: "analysis" | "final" | "commentary" = "analysis";
  let rest = "";
  let commentary = "";
  let isNew = true;

  const write = (text: string): HarmonyPiece[] => {
    if (channel === "commentary") commentary += text;
    if (text === "" || channel === "commentary") return [];
    const opens = isNew;
    isNew = false;
    return [{ kind: channel === "final" ? "text" : "reasoning", text, opens }];
  };
  const endCommentary = (): HarmonyPiece[] => {
    const text = commentary;
    commentary = "";
    if (text === "") return [];
    const header = callHeader.exec(text)?.[0];
    const called = header === undefined ? null : readHeader(header);
    if (header === undefined || called?.kind !== "call") return [{ kind: "text", text, opens: true }];
    return [{ kind: "call", name: called.name, args: text.slice(header.length) }];
  };
  const scan = (all: string, isEnd: boolean): HarmonyPiece[] => {
    const pieces: HarmonyPiece[] = [];
    let text = all;
    while (channel !== "final") {
      const found = marker.exec(text);
      if (found === null) break;
      pieces.push(...write(text.slice(0, found.index)), ...endCommentary());
      channel = found[1] as typeof channel;
      isNew = true;
      text = text.slice(found.index + found[0].length);
    }
    const held = isEnd || channel === "final" ? 0 : heldLength(text);
    rest = text.slice(text.length - held);
    pieces.push(...write(text.slice(0, text.length - held)));
    return pieces;
  };

  return {
    push: (text: string): HarmonyPiece[] => scan(rest + text, false),
    end: (): HarmonyPiece[] => [...scan(rest, true), ...endCommentary()],
  };
}

/** How much of the end of `text` may be the beginning of a marker. */
function heldLength(text: string): number {
  for (let length = Math.min(longestMarker - 1, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (markers.some((each) => each.startsWith(end))) return length;
  }
  return 0;
}
