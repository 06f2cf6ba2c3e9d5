/** Owns: every key of the application in words, by the place where it works. */
import { type KeyAction, keyBindings } from "#lib/client/keys.ts";

export interface KeyGroup {
  place: string;
  rows: { label: string; keys: string[] }[];
}

const actions: Record<KeyAction, string> = {
  new: "New conversation",
  write: "Go to the message field",
  panel: "Show or hide the reasoning",
  "answer-now": "Cut the thinking and answer now",
  list: "Show or hide the conversations",
  settings: "Open or leave the settings",
  help: "This list",
};

const everywhere = Object.entries(actions).map(([action, label]) => ({
  label,
  keys: keyBindings.filter((one) => one.action === action).map((one) => one.keys),
}));

/** Where there are several keys, each does it; those with `mod` also while the person writes. */
export const keyMap: readonly KeyGroup[] = [
  { place: "Everywhere", rows: everywhere },
  {
    place: "In the message field",
    rows: [
      { label: "Send", keys: ["Enter"] },
      { label: "New line", keys: ["shift+Enter"] },
      { label: "Stop the answer", keys: ["Escape"] },
      { label: "Edit the last message, while it is empty", keys: ["ArrowUp"] },
    ],
  },
  {
    place: "In the list of models",
    rows: [
      { label: "Choose", keys: ["Enter"] },
      { label: "Mark as a favourite, or not", keys: ["shift+Enter"] },
    ],
  },
  {
    place: "In the reasoning",
    rows: [
      { label: "Next or previous step", keys: ["j", "k"] },
      { label: "Open or fold the step", keys: ["Enter"] },
      { label: "Open or fold all steps", keys: ["o", "c"] },
      { label: "Stay on this turn, or follow the newest", keys: ["f"] },
      { label: "Back to the message field", keys: ["Escape"] },
    ],
  },
  {
    place: "On a conversation, and on “2 of 3”",
    rows: [
      { label: "Rename the conversation", keys: ["F2"] },
      { label: "Delete the conversation", keys: ["Delete"] },
      { label: "Previous or next version", keys: ["ArrowLeft", "ArrowRight"] },
    ],
  },
];
