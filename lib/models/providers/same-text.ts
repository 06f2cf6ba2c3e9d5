/**
 * Owns: saying a thought once that a server sends in several places, while it streams. Pure. Whoever brings news leads and is
 * passed on at once. Anybody else is compared with what was said: what repeats it, blanks aside, is left out, what goes beyond
 * it is passed on, and with the first difference everything is. Linear in the input.
 */
import { makeSaidText, type Place } from "./said-text.ts";

/** So many visible characters in a row are no coincidence. No more than that is ever held back. */
const enough = 32;

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
  const said = makeSaidText();
  const start: Place = { block: 0, offset: 0 };
  let leader: string | null = null;
  let goesOn = false;
  let beginning = start;
  const echoes = new Map<string, Echo>();

  const echoAt = (place: Place): Echo => ({ place, others: [], held: "", matched: 0, blank: "" });
  /** `matched`: how far the source and the one that led before are known to say the same. */
  const lead = (source: string, text: string, matched = 0): string => {
    if (leader !== null && leader !== source) echoes.set(leader, { ...echoAt(said.end()), matched });
    leader = source;
    echoes.delete(source);
    said.append(text);
    return text;
  };

  const hear = (source: string, echo: Echo, text: string, isBeside: boolean): string => {
    const { at, matched, why, place } = said.follow(echo.place, text);
    echo.place = place;
    echo.matched += matched;
    if (matched > 0) echo.blank = "";
    const isProved = echo.matched >= enough;
    const rest = echo.blank + text.slice(at);
    switch (why) {
      case "repeats":
        // Who has said all that was said has repeated it.
        echo.held = isProved || said.isEnd(place) ? "" : echo.held + text;
        echo.blank = rest;
        return "";
      case "ahead":
        goesOn = true;
        return lead(source, said.endsBlank() ? rest.trimStart() : rest, echo.matched);
      case "differs": {
        const other = isProved ? undefined : echo.others.pop();
        if (other !== undefined) {
          const again = { ...echoAt(other), others: echo.others };
          echoes.set(source, again);
          return hear(source, again, echo.held + text, isBeside);
        }
        if (!isBeside) return lead(source, isProved ? rest : echo.held + text);
        echoes.set(source, echoAt(said.end()));
        return "";
      }
      default:
        return why satisfies never;
    }
  };

  return {
    take(source, text, isBeside = false) {
      goesOn = false;
      if (leader === source) {
        said.append(text);
        return text;
      }
      if (leader === null) return lead(source, text);
      const echo = echoes.get(source) ?? echoAt(start);
      echoes.set(source, echo);
      if (echo.matched === 0) echo.others = [beginning];
      return hear(source, echo, text, isBeside);
    },
    begin() {
      beginning = said.end();
    },
    settle() {
      for (const [source, echo] of echoes) {
        const { held } = echo;
        echo.held = "";
        if (held.trim() !== "") return lead(source, held);
      }
      return "";
    },
    get goesOn() {
      return goesOn;
    },
  };
}
