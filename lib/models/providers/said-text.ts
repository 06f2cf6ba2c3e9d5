/** Owns: a growing text that others are compared with from any place on, blanks aside. Pure; linear in what is compared. */

export interface Place {
  block: number;
  offset: number;
}

/** How far a text agreed with what was said, up to which character, and why no further. */
export interface Agreement {
  /** After the last character that agreed. */
  at: number;
  /** How many visible characters agreed. */
  matched: number;
  why: "repeats" | "ahead" | "differs";
  place: Place;
}

/** The text is kept in blocks: what grows by small pieces must not be copied whole to be looked into. */
const blockSize = 512;

export function makeSaidText() {
  const blocks = [""];
  const blockAt = (index: number) => blocks[index] ?? "";

  return {
    append(text: string): void {
      const last = blocks.length - 1;
      if (blockAt(last).length >= blockSize) blocks.push(text);
      else blocks[last] = blockAt(last) + text;
    },
    end: (): Place => ({ block: blocks.length - 1, offset: blockAt(blocks.length - 1).length }),
    /** Follows what was said from `place` on, as far as `text` repeats it. */
    follow(place: Place, text: string): Agreement {
      let { block, offset } = place;
      let [at, matched] = [0, 0];
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (isBlank(code)) continue;
        let here = blockAt(block);
        while (offset === here.length ? block < blocks.length - 1 : isBlank(here.charCodeAt(offset))) {
          if (offset === here.length) {
            block += 1;
            offset = 0;
            here = blockAt(block);
          } else offset += 1;
        }
        const isAhead = offset === here.length;
        if (isAhead || here.charCodeAt(offset) !== code) {
          return { at, matched, why: isAhead ? "ahead" : "differs", place: { block, offset } };
        }
        offset += 1;
        matched += 1;
        at = i + 1;
      }
      return { at, matched, why: "repeats", place: { block, offset } };
    },
    /** Whether nothing visible was said from `place` on. */
    isEnd({ block, offset }: Place): boolean {
      for (let at = block; at < blocks.length; at++) {
        const text = blockAt(at);
        for (let i = at === block ? offset : 0; i < text.length; i++) if (!isBlank(text.charCodeAt(i))) return false;
      }
      return true;
    },
    endsBlank(): boolean {
      const last = blockAt(blocks.length - 1);
      return last !== "" && isBlank(last.charCodeAt(last.length - 1));
    },
  };
}

function isBlank(code: number): boolean {
  return code <= 0x20;
}
