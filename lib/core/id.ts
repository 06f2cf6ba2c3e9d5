import { v7 } from "uuid";

/** Every identifier is `prefix_` and a UUIDv7 without dashes, so ids sort by the time they were made. */
export const idPrefixes = {
  person: "per",
  conversation: "con",
  turn: "trn",
  run: "run",
  request: "req",
  key: "key",
  feedback: "fbk",
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A new identifier, for example `run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6`. */
export function newId(kind: IdKind): string {
  return `${idPrefixes[kind]}_${v7().replaceAll("-", "")}`;
}

/** Whether `value` has the shape of an identifier of this kind; says nothing about its existence. */
export function isId(kind: IdKind, value: string): boolean {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-f]{32}$`).test(value);
}
