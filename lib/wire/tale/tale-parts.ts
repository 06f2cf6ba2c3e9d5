/** Owns: thoughts and texts in whole characters, each begun once there is something of it, and ended. Pure. */
import { makeWholeCharacters, type WholeCharacters } from "../whole-characters.ts";

export type PartKind = "reasoning" | "text";

export type PartTelling =
  | { type: "open" | "close"; kind: PartKind; partId: string }
  | { type: "say"; kind: PartKind; partId: string; delta: string };

export interface TaleParts {
  say(kind: PartKind, partId: string, delta: string): PartTelling[];
  close(kind: PartKind, partId: string): PartTelling[];
  closeAll(): PartTelling[];
}

interface OpenPart {
  kind: PartKind;
  partId: string;
  characters: WholeCharacters;
  isTold: boolean;
}

export function makeTaleParts(): TaleParts {
  const open = new Map<string, OpenPart>();

  function tell(part: OpenPart, piece: string): PartTelling[] {
    const delta = piece.toWellFormed();
    if (delta === "") return [];
    const { kind, partId, isTold } = part;
    part.isTold = true;
    return [...(isTold ? [] : [{ type: "open" as const, kind, partId }]), { type: "say", kind, partId, delta }];
  }

  function close(kind: PartKind, partId: string): PartTelling[] {
    const name = `${kind} ${partId}`;
    const part = open.get(name);
    if (part === undefined) return [];
    open.delete(name);
    const rest = tell(part, part.characters.rest());
    return part.isTold ? [...rest, { type: "close", kind, partId }] : rest;
  }

  return {
    say(kind, partId, delta) {
      const name = `${kind} ${partId}`;
      const part = open.get(name) ?? { kind, partId, characters: makeWholeCharacters(), isTold: false };
      open.set(name, part);
      return tell(part, part.characters.take(delta));
    },
    close,
    closeAll: () => [...open.values()].flatMap(({ kind, partId }) => close(kind, partId)),
  };
}
