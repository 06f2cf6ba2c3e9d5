"use client";
import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, lazy, type RefObject, Suspense, useEffect, useLayoutEffect, useState } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import { joinDraft } from "#lib/client/drafts.ts";
import { patiently } from "#lib/client/patiently.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { useChoice } from "#lib/client/use-choice.ts";
import { useDraft } from "#lib/client/use-conversation.ts";
import { useMedia } from "#lib/client/use-media.ts";
import type { Effort } from "#lib/core/effort.ts";
import { EffortPicker } from "./effort-picker.tsx";
import { FailureNote } from "./failure-note.tsx";
import { countedFrom, longestText } from "./limits.ts";
import { ModelPicker } from "./model-picker.tsx";
import { SendButton } from "./send-button.tsx";
import { ToolsSwitch } from "./tools-switch.tsx";
import { whyNotSend } from "./why-not-send.ts";

const GoneNote = lazy(patiently(() => import("./gone-note.tsx")));

interface ComposerProps {
  session: Session;
  ref: RefObject<HTMLTextAreaElement | null>;
  /** An answer is on its way or being written. */
  isLive: boolean;
  lastTurnId: string | null;
}

/** Where the person writes: one calm field, the model and the effort as words, Send and Stop in one place. */
export function Composer({ session, ref, isLive, lastTurnId }: ComposerProps) {
  const app = useApp();
  const text = useDraft(session);
  const { failure, isStopping, conversationId } = useObservable(session);
  const choice = useChoice(session);
  const problem = whyNotSend(text, choice);
  const [isTooSoon, setIsTooSoon] = useState(false);
  const hasKeyboard = useMedia("(pointer: fine)", true);

  // Words typed before this code came are in the field and nowhere else.
  useLayoutEffect(() => {
    const typed = ref.current?.value ?? "";
    if (typed !== "" && typed !== session.draft.get()) session.draft.set(joinDraft(session.draft.get(), typed));
  }, [session, ref]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new place to write takes the focus.
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches && document.activeElement === document.body) ref.current?.focus();
  }, [session]);
  useEffect(() => {
    const flush = () => session.draft.flush();
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [session]);

  const send = () => {
    setIsTooSoon(isLive && problem === null);
    if (isLive || problem !== null) return;
    session.send();
    ref.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // 229: Safari ends a composition before it reports the key that ended it.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && hasKeyboard) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && isLive) {
      event.preventDefault();
      session.stop();
    } else if (event.key === "ArrowUp" && text === "" && lastTurnId && !isLive) {
      event.preventDefault();
      session.startEditing(lastTurnId);
    }
  };

  return (
    <div className="shrink-0 px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-4 sm:pb-4">
      <div className="mx-auto max-w-[42rem]">
        {failure && <FailureNote failure={failure} onRetry={session.retry} onDismiss={session.dismissFailure} />}
        {choice.model === null && choice.modelId !== "" && (
          <Suspense>
            <GoneNote choice={choice} />
          </Suspense>
        )}
        <form
          aria-label="Message"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
          className="rounded-xl border border-line-strong bg-paper-raised transition-colors focus-within:border-ink-faint"
        >
          <textarea
            ref={ref}
            data-composer
            rows={1}
            dir="auto"
            value={text}
            aria-label="Message"
            aria-describedby={text.length > countedFrom ? "message-count" : undefined}
            placeholder={conversationId === null ? "Ask something" : "Reply"}
            onChange={(event) => session.draft.set(event.target.value)}
            onKeyDown={onKeyDown}
            className="field-sizing-content block max-h-[40dvh] min-h-13 w-full resize-none overflow-y-auto bg-transparent px-4 pt-3.5 pb-1 text-[15px] leading-6 outline-none placeholder:text-ink-faint"
          />
          <div className="flex items-center gap-0.5 pr-2 pb-2 pl-2">
            <ModelPicker choice={choice} onChoose={(id) => chooseModel(id)} />
            <EffortPicker choice={choice} onChoose={(next) => chooseEffort(next)} />
            <ToolsSwitch session={session} choice={choice} />
            <span role="status" className="min-w-0 grow truncate px-2 text-right text-ink-soft">
              {isTooSoon && isLive && "Wait for the answer, or stop it."}
            </span>
            {text.length > countedFrom && (
              <span id="message-count" className={`tabular px-2 ${text.length > longestText ? "text-fail" : "text-ink-faint"}`}>
                {text.length.toLocaleString("en")} of {longestText.toLocaleString("en")}
              </span>
            )}
            {isLive ? (
              <SendButton
                label={isStopping ? "Stopping" : "Stop"}
                keys="Esc"
                icon={Square}
                type="button"
                look="line"
                disabled={isStopping}
                onClick={(event) => {
                  // The second half of a double click on Send, which stood here a moment ago.
                  if (event.detail > 1) return;
                  session.stop();
                  ref.current?.focus();
                }}
              />
            ) : (
              <SendButton label="Send" keys="Enter" icon={ArrowUp} type="submit" look="solid" problem={problem} />
            )}
          </div>
        </form>
      </div>
    </div>
  );

  function chooseModel(id: string) {
    session.setModel(id);
    app.preferences.change({ modelId: id });
  }
  function chooseEffort(next: Effort) {
    session.setEffort(next);
    app.preferences.change({ effort: next });
  }
}
