/** Owns: the keyboard map. `mod` is Command on a Mac and Control elsewhere. */

export interface KeyBinding {
  action: KeyAction;
  /** As in `KeyboardEvent.key`, with `mod+` and `shift+` before it. */
  keys: string;
  label: string;
  /** Whether it also works while the person writes. */
  isGlobal: boolean;
}

export type KeyAction = "new" | "write" | "panel" | "list" | "help";

export const keyBindings: readonly KeyBinding[] = [
  { action: "new", keys: "n", label: "New conversation", isGlobal: false },
  { action: "new", keys: "mod+shift+o", label: "New conversation, also while writing", isGlobal: true },
  { action: "write", keys: "/", label: "Go to the message field", isGlobal: false },
  { action: "panel", keys: "r", label: "Show or hide the reasoning", isGlobal: false },
  { action: "panel", keys: "mod+.", label: "Show or hide the reasoning, also while writing", isGlobal: true },
  { action: "list", keys: "l", label: "Show or hide the conversations", isGlobal: false },
  { action: "help", keys: "?", label: "This list", isGlobal: false },
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
