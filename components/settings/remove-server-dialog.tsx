"use client";
import { useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Trouble } from "./trouble.tsx";

interface RemoveServerDialogProps {
  server: ServerSummary;
  /** Rejects with an ApiError. */
  onRemove(): Promise<void>;
  onClose(): void;
}

/** Asks before a tool server is removed, and says what becomes of what was done with it. */
export default function RemoveServerDialog({ server, onRemove, onClose }: RemoveServerDialogProps) {
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const remove = () => {
    setIsRemoving(true);
    onRemove().catch((error) => {
      setFailure(asApiError(error));
      setIsRemoving(false);
    });
  };
  const secrets = [server.headerNames.length > 0 && "its headers", server.isAuthorized && "its sign-in"].filter(Boolean);
  return (
    <Dialog title={`Remove “${server.name}”?`} onClose={onClose}>
      <p className="text-[14px] text-ink-soft leading-[21px]">
        Its tools are no longer offered
        {secrets.length > 0 && `, ${secrets.join(" and ")} deleted from this machine`}, and what you agreed to and allowed is
        forgotten. Conversations that used its tools stay readable, with every call and result.
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
