/** Owns: the keyboard map. `mod` is Command on a Mac and Control elsewhere. */

export interface KeyBinding {
  action: KeyAction;
  /** As in `KeyboardEvent.key`, with `mod+` and `shift+` before it. */
  keys: string;
  /** Whether it also works while the person writes. */
  isGlobal: boolean;
}

export type KeyAction = "new" | "write" | "panel" | "answer-now" | "list" | "settings" | "help";

export const keyBindings: readonly KeyBinding[] = [
  { action: "new", keys: "n", isGlobal: false },
  { action: "new", keys: "mod+shift+o", isGlobal: true },
  { action: "write", keys: "/", isGlobal: false },
  { action: "panel", keys: "r", isGlobal: false },
  { action: "panel", keys: "mod+.", isGlobal: true },
  { action: "answer-now", keys: ".", isGlobal: false },
  { action: "list", keys: "l", isGlobal: false },
  { action: "settings", keys: "s", isGlobal: false },
  { action: "settings", keys: "mod+,", isGlobal: true },
  { action: "help", keys: "?", isGlobal: false },
];

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** The action of a key press; while `isWriting` only those that do not type something. */
export function actionFor(press: KeyPress, isWriting: boolean): KeyAction | null {
  if (press.altKey) return null;
  const isMod = press.ctrlKey || press.metaKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  // A character that needs Shift on one keyboard and not on another is named by itself alone.
  const isLetter = /^[a-z]$/.test(key);
  const keys = `${isMod ? "mod+" : ""}${press.shiftKey && isLetter ? "shift+" : ""}${key}`;
  const binding = keyBindings.find((one) => one.keys === keys);
  return binding && (binding.isGlobal || !isWriting) ? binding.action : null;
}
