"use client";
import { type ReactNode, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Trouble } from "./trouble.tsx";

interface RemoveDialogProps {
  name: string;
  /** What is done to it. */
  word?: "Remove" | "Delete";
  /** What becomes of what was made with it. */
  children: ReactNode;
  /** Rejects with an ApiError. */
  onRemove(): Promise<void>;
  onClose(): void;
}

/** Asks before something is removed for good. */
export default function RemoveDialog({ name, word = "Remove", children, onRemove, onClose }: RemoveDialogProps) {
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const remove = () => {
    setIsRemoving(true);
    onRemove().catch((error) => {
      setFailure(asApiError(error));
      setIsRemoving(false);
    });
  };
  return (
    <Dialog title={`${word} “${name}”?`} onClose={onClose}>
      <p className="text-[14px] text-ink-soft leading-[21px]">{children}</p>
      {failure && (
        <div className="mt-4">
          <Trouble message={failure.message} detail={failure.suggestion} />
        </div>
      )}
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button data-first onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" aria-disabled={isRemoving} onClick={isRemoving ? undefined : remove}>
          {word}
        </Button>
      </div>
    </Dialog>
  );
}
