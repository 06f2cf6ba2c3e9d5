/** Owns: the content of a chat answer where thoughts may stand in it: in channels, in tags, or in neither. */
import { makeHarmonyReader } from "#lib/reasoning/harmony.ts";
import { makeThinkSplitter, type Piece } from "#lib/reasoning/think-splitter.ts";
import type { ChatWriter } from "./chat-writer.ts";

export interface ChatText {
  push(text: string): void;
  /** Nothing is added to what was pushed so far. */
  flush(): void;
}

export function makeChatText(options: {
  writer: ChatWriter;
  /** A call that stood in a channel. */
  onCall: (name: string, args: string) => void;
  /** Whether it is known to write in channels. */
  hasChannels: boolean;
  readsTags: boolean;
  startsInside: boolean;
}): ChatText {
  const { writer, readsTags } = options;
  let harmony = makeHarmonyReader({ isKnown: options.hasChannels });
  let splitter: ReturnType<typeof makeThinkSplitter> | null = null;
  let { startsInside } = options;

  const writePieces = (pieces: readonly Piece[]) => {
    for (const { kind, text, opens } of pieces) {
      if (kind === "text") writer.text(text, opens);
      else writer.thought("tags", text, { opens });
    }
  };
  const endTags = () => {
    if (splitter !== null) writePieces(splitter.end());
    splitter = null;
  };
  const writeText = (text: string, opens: boolean) => {
    if (!readsTags) {
      writer.text(text, opens);
      return;
    }
    if (opens) endTags();
    // A thought from elsewhere came between: what follows begins a text anew.
    if (splitter?.isIdle && !writer.isInText) splitter = null;
    // A server that has said a thought elsewhere has taken it out of the text.
    splitter ??= makeThinkSplitter({ startsInside: startsInside && !writer.hasThought });
    startsInside = false;
    writePieces(splitter.push(text));
  };
  const obey = (pieces: ReturnType<typeof harmony.push>) => {
    for (const piece of pieces) {
      if (piece.kind === "text") writeText(piece.text, piece.opens);
      else {
        endTags();
        if (piece.kind === "call") options.onCall(piece.name, piece.args);
        else writer.thought("channel", piece.text, { opens: piece.opens });
      }
    }
  };

  return {
    push(text) {
      if (text === "") return;
      if (harmony.isPlain) writeText(text, false);
      else obey(harmony.push(text));
    },
    flush() {
      if (!harmony.isPlain) {
        obey(harmony.end());
        harmony = makeHarmonyReader({ isKnown: options.hasChannels });
      }
      endTags();
    },
  };
}
