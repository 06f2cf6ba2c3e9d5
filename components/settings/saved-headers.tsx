"use client";
import { Button } from "../ui/button.tsx";

interface SavedHeadersProps {
  names: readonly string[];
  problem: string | undefined;
  onEnter(names: readonly string[]): void;
}

/** Values are never shown again, so headers are changed by entering them anew. */
export function SavedHeaders({ names, problem, onEnter }: SavedHeadersProps) {
  return (
    <div>
      <p className="font-medium">
        Headers <span className="font-normal text-ink-faint">sent with every request</span>
      </p>
      {names.length > 0 && <p className="mt-1.5 break-words text-ink-soft">{names.join(", ")}. Their values are not shown.</p>}
      {problem && (
        <p role="alert" className="mt-1.5 text-fail">
          {problem}
        </p>
      )}
      <Button data-again className="mt-2" onClick={() => onEnter(names.length > 0 ? names : [""])}>
        {names.length > 0 ? "Enter the headers again" : "Add a header"}
      </Button>
    </div>
  );
}
