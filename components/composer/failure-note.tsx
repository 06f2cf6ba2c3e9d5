import { X } from "lucide-react";
import type { Failure } from "#lib/client/conversation-state.ts";
import { Button, IconButton } from "../ui/button.tsx";

interface FailureNoteProps {
  failure: Failure;
  onRetry(): void;
  onDismiss(): void;
}

/** A submit that was not taken: what happened, that the words are safe, and the same once more. */
export function FailureNote({ failure: { error, text }, onRetry, onDismiss }: FailureNoteProps) {
  return (
    <div role="alert" className="mb-2 flex items-center gap-3 border-fail-fill border-l-2 py-1 pl-3">
      <p className="grow">
        <span className="font-medium text-fail">{error.message}</span>{" "}
        <span className="text-ink-soft">
          {text !== null && "Your words are kept. "}
          {error.suggestion}
        </span>
      </p>
      <Button onClick={onRetry}>Retry</Button>
      <IconButton label="Dismiss" icon={X} tipSide="top" tipAlign="end" onClick={onDismiss} />
    </div>
  );
}
