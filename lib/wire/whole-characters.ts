/** Owns: text in pieces that never end in half of a character, for readers that take each piece by itself. */

export interface WholeCharacters {
  /** What of it can go on: half of a surrogate pair at its end waits for the other half. */
  take(piece: string): string;
  /** The half that nothing followed; "" when there is none. */
  rest(): string;
}

export function makeWholeCharacters(): WholeCharacters {
  let half = "";
  return {
    take(piece) {
      const text = half + piece;
      half = endsInHalf(text) ? text.slice(-1) : "";
      return half === "" ? text : text.slice(0, -1);
    },
    rest() {
      const left = half;
      half = "";
      return left;
    },
  };
}

function endsInHalf(text: string): boolean {
  const code = text.charCodeAt(text.length - 1);
  return code >= 0xd800 && code <= 0xdbff;
}
