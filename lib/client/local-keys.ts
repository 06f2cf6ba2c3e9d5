/** Keys that belong to one place and are listed for completeness. */
export const localKeys: readonly { keys: string; label: string }[] = [
  { keys: "Enter", label: "Send" },
  { keys: "shift+Enter", label: "New line" },
  { keys: "Escape", label: "Stop the answer, from the message field" },
  { keys: "ArrowUp", label: "Edit the last message, from an empty message field" },
  { keys: "ArrowLeft", label: "Previous version, on “2 of 3”" },
  { keys: "ArrowRight", label: "Next version, on “2 of 3”" },
  { keys: "j", label: "Next step, in the reasoning" },
  { keys: "k", label: "Previous step, in the reasoning" },
  { keys: "Enter", label: "Open or fold the step" },
  { keys: "o", label: "Open all steps, in the reasoning" },
  { keys: "c", label: "Fold all steps, in the reasoning" },
  { keys: "f", label: "Stay on this turn or follow the newest, in the reasoning" },
  { keys: "F2", label: "Rename, on a conversation" },
  { keys: "Delete", label: "Delete, on a conversation" },
];
