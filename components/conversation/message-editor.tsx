"use client";
import { useState } from "react";
import { longestText } from "../composer/limits.ts";
import { Button } from "../ui/button.tsx";

interface MessageEditorProps {
  text: string;
  /** Pictures came with it; a message written here has none. */
  hasImages: boolean;
  onCancel(): void;
  onSend(text: string): void;
}

/** A message being rewritten in its place. Sending asks beside the old one, which stays. */
export function MessageEditor({ text, hasImages, onCancel, onSend }: MessageEditorProps) {
  const [words, setWords] = useState(text);
  const canSend = words.trim() !== "" && words.length <= longestText;
  return (
    <form
      className="-mx-4 mb-6 rounded-xl border border-line-strong bg-paper-raised px-4 pt-3 pb-2 focus-within:border-ink-faint"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend(words);
      }}
    >
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here.
        autoFocus
        aria-label="Edit the message"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onFocus={(event) => event.target.setSelectionRange(text.length, text.length)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            if (canSend) onSend(words);
          }
        }}
        className="field-sizing-content block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent text-[15px] leading-6 outline-none"
      />
      <div className="mt-2 flex items-center justify-end gap-2">
        <span className="grow text-ink-faint">
          The old version stays, one step back{hasImages && ", with its pictures: they do not come along"}.
        </span>
        <Button look="word" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="solid" type="submit" disabled={!canSend}>
          Ask again
        </Button>
      </div>
    </form>
  );
}
