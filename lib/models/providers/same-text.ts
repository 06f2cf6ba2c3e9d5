/**
 * Owns: saying a thought once that a server sends in several places, while it streams. Pure. Whoever brings news leads and is
 * passed on at once. Anybody else is compared with what was said: what repeats it, blanks aside, is left out, what goes beyond
 * it is passed on, and with the first difference everything is. Linear in the input.
 */

/** So many visible characters in a row are no coincidence. No more than that is ever held back. */
const enough = 32;
const blockSize = 512;

interface Place {
  block: number;
  offset: number;
}

/** One who does not lead: how far it has repeated what was said. */
interface Echo {
  place: Place;
  /** Where else it may have begun to repeat. */
  others: Place[];
  /** What it repeats so far, as long as that may be coincidence. */
  held: string;
  matched: number;
  /** Blanks since its last visible character. */
  blank: string;
}

export interface SameText {
  /** The news in what `source` says. `isBeside`: a better source speaks in the same breath, so that a difference is no news. */
  take(source: string, text: string, isBeside?: boolean): string;
  /** A new thought begins: a source that was silent may join in from here. */
  begin(): void;
  /** Nobody goes on with this thought: what was held and no repetition after all. */
  settle(): string;
  /** Whether the last news went on from a repetition. */
  readonly goesOn: boolean;
}

export function makeSameText(): SameText {
  const said = [""];
  let leader: string | null = null;
  let goesOn = false;
  let beginning: Place = { block: 0, offset: 0 };
  const echoes = new Map<string, Echo>();

  const end = (): Place => ({ block: said.length - 1, offset: said[said.length - 1]?.length ?? 0 });
  const echoAt = (place: Place): Echo => ({ place, others: [], held: "", matched: 0, blank: "" });
  const say = (text: string) => {
    const last = said[said.length - 1] ?? "";
    if (last.length >= blockSize) said.push(text);
    else said[said.length - 1] = last + text;
  };
  /** `matched`: how far the source and the one that led before are known to say the same. */
  const lead = (source: string, text: string, matched = 0): string => {
    if (leader !== null && leader !== source) echoes.set(leader, { ...echoAt(end()), matched });
    leader = source;
    echoes.delete(source);
    say(text);
    return text;
  };

  /** Moves the echo along what was said. Where it stops in `text`, and why. */
  const follow = (echo: Echo, text: string): { at: number; why: "repeats" | "ahead" | "differs" } => {
    let { block, offset } = echo.place;
    let at = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (isBlank(code)) continue;
      let here = said[block] ?? "";
      while (offset === here.length ? block < said.length - 1 : isBlank(here.charCodeAt(offset))) {
        if (offset === here.length) {
          block += 1;
          offset = 0;
          here = said[block] ?? "";
        } else offset += 1;
      }
      const isAhead = offset === here.length;
      if (isAhead || here.charCodeAt(offset) !== code) {
        echo.place = { block, offset };
        return { at, why: isAhead ? "ahead" : "differs" };
      }
      offset += 1;
      echo.matched += 1;
      at = i + 1;
      echo.blank = "";
    }
    echo.place = { block, offset };
    echo.blank += text.slice(at);
    return { at, why: "repeats" };
  };

  const hear = (source: string, echo: Echo, text: string, isBeside: boolean): string => {
    const { at, why } = follow(echo, text);
    if (why === "repeats") {
      echo.held = echo.matched < enough ? echo.held + text : "";
      return "";
    }
    if (why === "ahead") {
      goesOn = true;
      const news = echo.blank + text.slice(at);
      return lead(source, endsBlank(said) ? news.trimStart() : news, echo.matched);
    }
    const isProved = echo.matched >= enough;
    const other = isProved ? undefined : echo.others.pop();
    if (other !== undefined) {
      const again = { ...echoAt(other), others: echo.others };
      echoes.set(source, again);
      return hear(source, again, echo.held + text, isBeside);
    }
    if (!isBeside) return lead(source, isProved ? echo.blank + text.slice(at) : echo.held + text);
    echoes.set(source, echoAt(end()));
    return "";
  };

  return {
    take(source, text, isBeside = false) {
      goesOn = false;
      if (leader === source) {
        say(text);
        return text;
      }
      if (leader === null) return lead(source, text);
      let echo = echoes.get(source);
      if (echo === undefined) {
        echo = echoAt({ block: 0, offset: 0 });
        echoes.set(source, echo);
      }
      if (echo.matched === 0) echo.others = [beginning];
      return hear(source, echo, text, isBeside);
    },
    begin() {
      beginning = end();
    },
    settle() {
      for (const [source, echo] of echoes) {
        const { held } = echo;
        echo.held = "";
        if (held.trim() !== "" && !isAtEnd(echo.place, said)) return lead(source, held);
      }
      return "";
    },
    get goesOn() {
      return goesOn;
    },
  };
}

function isAtEnd({ block, offset }: Place, said: readonly string[]): boolean {
  return (said[block] ?? "").slice(offset).trim() === "" && said.slice(block + 1).every((text) => text.trim() === "");
}

function endsBlank(said: readonly string[]): boolean {
  const last = said[said.length - 1] ?? "";
  return last !== "" && isBlank(last.charCodeAt(last.length - 1));
}

function isBlank(code: number): boolean {
  return code <= 0x20;
}
