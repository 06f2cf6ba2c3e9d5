/**
 * Owns: the lists of a thought that a chat server wants back unmodified, put together from their pieces. Pure. OpenRouter and
 * MiniMax send `reasoning_details`, merged by index and type; LiteLLM sends `thinking_blocks`, one after the other, each ending
 * with its signature. What an entry says of itself beside its text is kept whatever it is.
 */
import type { ChatThoughtSeal } from "./chat-seal.ts";

type Entry = Record<string, unknown>;

/** What a piece brought: its news, whether it begins another entry than the text before it, and whether it has no text at all. */
export interface SealedPiece {
  text: string;
  isSummary: boolean;
  isNewEntry: boolean;
  isRedacted: boolean;
}

/** A piece that repeats so much of its entry, and goes on, is the entry so far and not more of it. */
const enough = 32;

export function makeSealedLists() {
  let details: Entry[] = [];
  let blocks: Entry[] = [];
  /** By index and type, or by id. */
  let byPlace = new Map<string, Entry>();
  let lastWritten: Entry | null = null;
  let isCumulative = false;
  let isSealed = false;

  /** Appends and returns the news in `piece`; some servers repeat in every piece what the entry has so far. */
  const write = (entry: Entry, field: string, piece: unknown): string => {
    if (typeof piece !== "string" || piece === "") return "";
    const before = typeof entry[field] === "string" ? entry[field] : "";
    const isWhole = before !== "" && (isCumulative || before.length >= enough) && piece.startsWith(before);
    const news = isWhole ? piece.slice(before.length) : piece;
    entry[field] = before + news;
    return news;
  };
  const keep = (entry: Entry, piece: Entry, written: string) => {
    for (const [name, value] of Object.entries(piece)) {
      if (name !== written && value !== null && value !== "" && value !== undefined) entry[name] = value;
      else if (!Object.hasOwn(entry, name)) entry[name] = value;
    }
    isSealed ||= isFilled(piece.signature) || isFilled(piece.data);
  };
  const brought = (entry: Entry, text: string, more: Partial<SealedPiece> = {}): SealedPiece => {
    const isNewEntry = text !== "" && lastWritten !== null && lastWritten !== entry;
    if (text !== "") lastWritten = entry;
    return { text, isSummary: false, isNewEntry, isRedacted: false, ...more };
  };

  return {
    detail(piece: Entry): SealedPiece {
      const { type, index, id, format, data } = piece;
      isCumulative ||= typeof format === "string" && /^minimax/i.test(format);
      const isEncrypted = type === "reasoning.encrypted";
      isSealed ||= type !== "reasoning.text" && type !== "reasoning.summary";
      const field = type === "reasoning.summary" ? "summary" : "text";
      const last = details.at(-1);
      const place = typeof index === "number" ? `${type} ${index}` : null;
      const found = place === null ? (last?.type === type ? last : undefined) : byPlace.get(place);
      // Sealed data comes whole: other data, or another name for it, is another entry.
      const isSame = !isEncrypted || (found?.data === data && (found?.id ?? id) === (id ?? found?.id));
      const entry = found !== undefined && isSame ? found : {};
      if (entry !== found) {
        details.push(entry);
        if (place !== null) byPlace.set(place, entry);
      }
      const text = isEncrypted ? "" : write(entry, field, piece[field]);
      keep(entry, piece, isEncrypted ? "" : field);
      const isRedacted = isEncrypted && typeof format === "string" && /^anthropic/.test(format);
      return brought(entry, text, { isSummary: field === "summary", isRedacted });
    },
    block(piece: Entry): SealedPiece {
      const last = blocks.at(-1);
      const isRedacted = piece.type === "redacted_thinking";
      const isMore = !isRedacted && last !== undefined && last.type === piece.type && !isFilled(last.signature);
      const entry = isMore ? last : {};
      if (!isMore) blocks.push(entry);
      const text = isRedacted ? "" : write(entry, "thinking", piece.thinking);
      keep(entry, piece, "thinking");
      return brought(entry, text, { isRedacted });
    },
    /** Whether a piece of the list so far repeats all that came before it: then the content of this server does, too. */
    get isCumulative() {
      return isCumulative;
    },
    get isEmpty() {
      return details.length === 0 && blocks.length === 0;
    },
    /** Whether there is more in it than readable text. */
    get isSealed() {
      return isSealed;
    },
    /** What came since the last time; null when nothing did, or nothing that is asked for unmodified. */
    take(): ChatThoughtSeal | null {
      const taken: ChatThoughtSeal = {
        ...(details.length > 0 && { reasoning_details: details }),
        ...(blocks.length > 0 && isSealed && { thinking_blocks: blocks }),
      };
      details = [];
      blocks = [];
      byPlace = new Map();
      lastWritten = null;
      isSealed = false;
      return Object.keys(taken).length > 0 ? taken : null;
    },
  };
}

export type SealedLists = ReturnType<typeof makeSealedLists>;

function isFilled(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
