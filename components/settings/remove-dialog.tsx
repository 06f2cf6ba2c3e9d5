"use client";
import { useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Trouble } from "./trouble.tsx";

interface RemoveDialogProps {
  connection: ConnectionSummary;
  /** Rejects with an ApiError. */
  onRemove(): Promise<void>;
  onClose(): void;
}

/** Asks before a connection is removed, and says what becomes of what was made with it. */
export default function RemoveDialog({ connection, onRemove, onClose }: RemoveDialogProps) {
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
    <Dialog title={`Remove “${connection.name}”?`} onClose={onClose}>
      <p className="text-[14px] text-ink-soft leading-[21px]">
        {connection.hasKey ? "Its key is deleted from this machine, and its models" : "Its models"} are no longer offered.
        Conversations that used it stay readable, with their thoughts, times and costs. To go on in them, choose another model.
      </p>
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
          Remove
        </Button>
      </div>
    </Dialog>
  );
}
