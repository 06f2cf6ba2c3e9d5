"use client";
import { Wrench } from "lucide-react";
import { useEffect } from "react";
import type { Choice } from "#lib/client/choose-model.ts";
import type { Session } from "#lib/client/conversation-session.ts";
import { useObservable } from "#lib/client/use-app.ts";

/** Whether what is asked here may use tools. Nothing where the model cannot. */
export function ToolsSwitch({ session, choice }: { session: Session; choice: Choice }) {
  const { isToolless, conversationId } = useObservable(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a conversation that got its id is remembered under it
  useEffect(() => session.recallToolless(), [session, conversationId]);
  if (choice.model === null || choice.model.callsTools === false) return null;
  return (
    <button
      type="button"
      aria-pressed={!isToolless}
      aria-label="Tools"
      title={isToolless ? "Answers here are written without tools" : "Answers here may use tools"}
      onClick={() => session.setToolless(!isToolless)}
      className={`touch inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 transition-colors hover:bg-paper-sunken hover:text-ink ${isToolless ? "text-ink-faint line-through" : "text-ink-soft"}`}
    >
      <Wrench size={14} strokeWidth={1.75} aria-hidden />
      <span className="max-sm:sr-only">Tools</span>
    </button>
  );
}
