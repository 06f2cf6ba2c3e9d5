/**
 * Owns: the order of the parts of a chat answer: one is open at a time, each has a key of its own, and a thought ends with the
 * seal of what came of it. A stretch of blanks alone is no part. Does not own: where in the answer the words stood.
 */
import type { ReasoningForm } from "#lib/reasoning/event.ts";
import type { ModelPart } from "../model-part.ts";
import type { ChatExtraSeal } from "./chat-seal.ts";
import { makeSameText } from "./same-text.ts";
import type { SealedLists } from "./sealed-lists.ts";

export interface ThoughtManner {
  form?: ReasoningForm;
  /** A better source speaks in the same breath. */
  isBeside?: boolean;
  /** It begins another part. */
  opens?: boolean;
}

export interface ChatWriter {
  /** What `source` says is thought; said by another before, it is left out. */
  thought(source: string, text: string, manner?: ThoughtManner): void;
  /** `opens`: it begins another part. */
  text(text: string, opens?: boolean): void;
  /** What has to go back beside the text. */
  sealText(seal: ChatExtraSeal): void;
  /** The thought has ended, or one that cannot be read was there. `form`: of a thought without text. */
  endThought(form?: ReasoningForm): void;
  /** Nothing is added to what is open. `isCut`: an open thought did not come to its end. */
  close(isCut?: boolean): void;
  readonly isInText: boolean;
  readonly hasThought: boolean;
}

type Open = { kind: "reasoning"; key: string; form: ReasoningForm | undefined } | { kind: "text"; key: string };

/** `beforePart` is called when something is about to be written that does not continue what is open. */
export function makeChatWriter(give: (part: ModelPart) => void, sealed: SealedLists, beforePart: () => void): ChatWriter {
  const same = makeSameText();
  let open: Open | null = null;
  let keys = 0;
  let blank: { kind: Open["kind"]; text: string } | null = null;
  let textSeal: ChatExtraSeal | null = null;
  /** Thoughts that no seal covers so far. */
  let unsealed: string[] = [];
  let hasThought = false;
  const splits = new Set<string>();

  const endReasoning = (isWhole: boolean, form?: ReasoningForm) => {
    const isOpen = open?.kind === "reasoning";
    const isSealed = sealed.isSealed;
    const key = open?.kind === "reasoning" ? open.key : `thought ${++keys}`;
    if (isOpen) open = null;
    const seal = isWhole ? sealed.take() : null;
    const covers = unsealed.filter((each) => each !== key);
    if (isOpen && seal === null) give({ type: "reasoning-end", key });
    // Readable entries that came late were read as a thought before; without a proof there is nothing more in them.
    else if (seal !== null && (isOpen || isSealed)) {
      endText();
      const shape = isOpen ? {} : { form: form ?? ("sealed" as const) };
      give({ type: "reasoning-end", key, seal, ...(covers.length > 0 && { covers }), ...shape });
      unsealed = [];
    }
  };
  const endText = () => {
    if (open?.kind !== "text") return;
    give({ type: "text-end", key: open.key, ...(textSeal && { seal: textSeal }) });
    textSeal = null;
    open = null;
  };
  const isBlankStart = (kind: Open["kind"], text: string): string | null => {
    const all = blank?.kind === kind ? blank.text + text : text;
    blank = all.trim() === "" ? { kind, text: all } : null;
    return blank === null ? all : null;
  };
  const writeThought = (text: string, form: ReasoningForm | undefined, isNew: boolean) => {
    if (open?.kind === "reasoning" && open.form === form && !isNew) {
      // Told apart rather than spread: this is met with every token.
      if (form === undefined) give({ type: "reasoning-delta", key: open.key, text });
      else give({ type: "reasoning-delta", key: open.key, text, form });
      return;
    }
    const visible = isBlankStart("reasoning", text);
    if (visible === null) return;
    endText();
    if (open !== null) endReasoning(false);
    beforePart();
    const key = `thought ${++keys}`;
    open = { kind: "reasoning", key, form };
    unsealed.push(key);
    hasThought = true;
    give({ type: "reasoning-delta", key, text: visible, ...(form && { form }) });
  };
  const settle = () => {
    const held = same.settle();
    if (held !== "") writeThought(held, undefined, false);
    if (open?.kind === "reasoning" || !sealed.isEmpty) endReasoning(true);
    same.begin();
  };

  return {
    thought(source, text, manner) {
      if (manner?.opens) splits.add(source);
      const news = same.take(source, text, manner?.isBeside);
      if (news === "") return;
      const isNew = splits.size > 0 && splits.delete(source);
      writeThought(news, manner?.form, isNew && !same.goesOn);
    },
    text(text, opens = false) {
      if (open?.kind === "text" && !opens) {
        give({ type: "text-delta", key: open.key, text });
        return;
      }
      const visible = isBlankStart("text", text);
      if (visible === null) return;
      endText();
      settle();
      beforePart();
      open = { kind: "text", key: `text ${++keys}` };
      give({ type: "text-delta", key: open.key, text: visible });
    },
    sealText(seal) {
      textSeal = seal;
    },
    endThought(form) {
      if (open?.kind === "reasoning" || !sealed.isEmpty) endReasoning(true, form);
    },
    close(isCut = false) {
      blank = null;
      if (isCut && open?.kind === "reasoning") return;
      endText();
      settle();
      if (textSeal === null) return;
      open = { kind: "text", key: `text ${++keys}` };
      endText();
    },
    get isInText() {
      return open?.kind === "text";
    },
    get hasThought() {
      return hasThought;
    },
  };
}
