/**
 * Owns: one output item of a Responses answer while it arrives, whatever of its events a server sends: deltas, only their
 * ends, both, neither; with announcements of its parts or without; with indexes that mean nothing. Every text comes out once.
 */
import type { ReasoningForm } from "#lib/reasoning/event.ts";
import type { ModelPart } from "../model-part.ts";
import { listAt, type Wire } from "./wire-value.ts";

export type ItemKind = "reasoning" | "message";
/** Where a thought stands: in the item's summary, or in its content, which is the model's own text. */
export type ThoughtForm = Extract<ReasoningForm, "summary" | "full">;

export interface ResponseItem {
  readonly kind: ItemKind;
  readonly id: string;
  readonly index: number | null;
  readonly isDone: boolean;
  /** Whether it has just the text of this whole item, by whatever id that goes. */
  isCopy(whole: Wire): boolean;
  /** A piece of text. `partIndex`: which part of the item it says it belongs to, where that can be trusted. */
  delta(text: string, partIndex: number | null, form?: ThoughtForm): ModelPart[];
  /** The whole text of the part that ended. */
  ended(text: string, partIndex: number | null, form?: ThoughtForm): ModelPart[];
  /** The server announces another part. */
  nextPart(): void;
  /** The item as a whole, as the server sent it; `seal` is what goes back. */
  close(whole: Wire, seal: unknown): ModelPart[];
}

export function makeResponseItem(kind: ItemKind, place: { key: string; id: string; index: number | null }): ResponseItem {
  /** The texts of its parts so far; the last one may go on. */
  const texts: string[] = [];
  let isOver = true;
  let lastIndex: number | null = null;
  let shown: ThoughtForm | undefined;
  let isDone = false;

  const keyOf = (number: number) => (kind === "message" ? place.key : `${place.key}:${number}`);
  const write = (text: string, form: ThoughtForm | undefined): ModelPart[] => {
    const last = texts.length;
    texts[last - 1] = `${texts[last - 1]}${text}`;
    if (text === "") return [];
    if (kind === "message") return [{ type: "text-delta", key: keyOf(last), text }];
    return [{ type: "reasoning-delta", key: keyOf(last), text, ...(form && { form }) }];
  };
  const open = (partIndex: number | null): ModelPart[] => {
    const before = texts.push("") - 1;
    isOver = false;
    lastIndex = partIndex;
    return kind === "reasoning" && before > 0 ? [{ type: "reasoning-end", key: keyOf(before) }] : [];
  };
  /** A server that sends a thought and its summary means one thought; which of them came first is shown. */
  const isHidden = (form: ThoughtForm | undefined) => {
    shown ??= form;
    return form !== undefined && form !== shown;
  };
  const isOther = (partIndex: number | null) => partIndex !== null && lastIndex !== null && partIndex !== lastIndex;

  return {
    kind,
    id: place.id,
    index: place.index,
    get isDone() {
      return isDone;
    },
    isCopy(whole) {
      const copied = textsOf(whole).map(({ text }) => text);
      return texts.length > 0 && copied.join("") === texts.join("");
    },
    delta(text, partIndex, form) {
      if (text === "" || isHidden(form)) return [];
      const opening = isOver || isOther(partIndex) ? open(partIndex) : [];
      return [...opening, ...write(text, form)];
    },
    ended(text, partIndex, form) {
      if (text === "" || isHidden(form)) return [];
      const current = texts.at(-1);
      const isNew = isOver || isOther(partIndex);
      // The end of a text is told up to three times: by itself, with its part, and with its item.
      if (isNew && text === current && !isOther(partIndex)) return [];
      const opening = isNew ? open(partIndex) : [];
      isOver = true;
      if (isNew) return [...opening, ...write(text, form)];
      return current !== undefined && text.startsWith(current) ? write(text.slice(current.length), form) : [];
    },
    nextPart() {
      isOver = true;
    },
    close(whole, seal) {
      if (isDone) return [];
      isDone = true;
      const told = texts.length === 0 ? textsOf(whole) : [];
      const parts = told.flatMap(({ text, form }) => [...open(null), ...write(text, kind === "message" ? undefined : form)]);
      const sealed = seal !== undefined && { seal };
      if (kind === "message") return texts.length === 0 ? [] : [...parts, { type: "text-end", key: place.key, ...sealed }];
      const keys = texts.map((_, at) => keyOf(at + 1));
      const key = keys.at(-1) ?? keyOf(1);
      return [...parts, { type: "reasoning-end", key, ...sealed, ...(sealed && { covers: keys }) }];
    },
  };
}

/** The texts of a whole item: what the model itself wrote rather than a summary of it. */
export function textsOf(item: Wire): { text: string; form: ThoughtForm }[] {
  const full = textsAt(item, "content").map((text) => ({ text, form: "full" as const }));
  return full.length > 0 ? full : textsAt(item, "summary").map((text) => ({ text, form: "summary" as const }));
}

function textsAt(item: Wire, name: string): string[] {
  if (typeof item[name] === "string") return item[name] === "" ? [] : [item[name]];
  return listAt(item, name).flatMap((part) => {
    const text = part.text ?? part.refusal;
    return typeof text === "string" && text !== "" ? [text] : [];
  });
}
