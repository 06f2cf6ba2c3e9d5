"use client";
/** Owns: the question to a person whether a tool may run: what will happen, with what, and the four answers. */
import { Hand } from "lucide-react";
import { type FormEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Decision } from "#lib/client/api.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { ApprovalScope } from "#lib/reasoning/event.ts";
import type { ToolApproval, ToolPart } from "#lib/reasoning/view.ts";
import { formatClock } from "../reasoning/duration.ts";
import { useNow } from "../reasoning/live-clock.tsx";
import type { Approvals } from "./approvals.ts";
import { WholeArguments } from "./arguments-view.tsx";
import { effectWords, titleOf } from "./tool-words.ts";
import { visibleName, visibleText } from "./visible-text.ts";

interface ApprovalCardProps {
  runId: string;
  part: ToolPart;
  approval: ToolApproval;
  clock: Clock;
  approvals: Approvals;
}

export function ApprovalCard({ runId, part, approval, clock, approvals }: ApprovalCardProps) {
  const { callId, name, server, effect, args } = part;
  const card = useRef<HTMLDivElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  const [isRefusing, setIsRefusing] = useState(false);
  const [sent, setSent] = useState<Decision | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const headingId = useId();
  usePoliteFocus(card, callId, approvals.isNew(approval.askedAt));

  const decide = async (decision: Decision) => {
    if (sent) return;
    // What was pressed cannot keep the focus: it is disabled now.
    if (card.current?.contains(document.activeElement)) card.current.focus({ preventScroll: true });
    setSent(decision);
    setProblem(null);
    try {
      await approvals.decide(runId, callId, decision);
    } catch (error) {
      setProblem(asApiError(error));
      setSent(null);
    }
  };
  const refuse = (event: FormEvent) => {
    event.preventDefault();
    const words = reason.current?.value.trim() ?? "";
    void decide({ approved: false, ...(words && { reason: words }) });
  };
  const isSent = sent !== null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a look of its own
    <div ref={card} role="group" aria-labelledby={headingId} tabIndex={-1} className="approval">
      <h4 id={headingId} className="flex gap-2 font-medium text-ink">
        <Hand aria-hidden="true" size={15} strokeWidth={1.75} className="mt-[3px] shrink-0 text-wait" />
        <span dir="auto" className="wrap-anywhere">
          {visibleText(approval.message) || `Allow ${titleOf(part)} to run?`}
        </span>
      </h4>
      <dl className="approval-facts">
        <dt>Tool</dt>
        <dd className="wrap-anywhere font-mono text-ink">{visibleName(name)}</dd>
        {server && (
          <>
            <dt>Server</dt>
            <dd dir="auto" className="wrap-anywhere text-ink">
              {visibleName(server)}
            </dd>
          </>
        )}
        <dt>Effect</dt>
        <dd>{effect ? effectWords[effect] : "Not declared"}</dd>
        <dt>Until</dt>
        <dd>
          <Expiry approval={approval} clock={clock} />
        </dd>
      </dl>
      <WholeArguments args={args} isExact />
      {isRefusing ? (
        <form onSubmit={refuse} className="space-y-2">
          <label className="block text-[12px] leading-[18px]">
            Why not? The model is told. You may leave it empty.
            <input
              ref={reason}
              // biome-ignore lint/a11y/noAutofocus: it comes with the press of a button, which it follows
              autoFocus
              maxLength={500}
              disabled={isSent}
              onKeyDown={(event) => event.key === "Escape" && setIsRefusing(false)}
              className="mt-1 block h-8 w-full rounded-md border border-line-strong bg-paper px-2 text-[14px] text-ink pointer-coarse:h-11 pointer-coarse:text-[16px]"
            />
          </label>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="solid" disabled={isSent}>
              {isSent ? "Refusing" : "Refuse"}
            </Button>
            <Button look="word" disabled={isSent} onClick={() => setIsRefusing(false)}>
              Back
            </Button>
          </div>
        </form>
      ) : (
        <>
          <div className="flex flex-wrap gap-2">
            <Button look="solid" disabled={isSent} onClick={() => decide({ approved: true, scope: "once" })}>
              {sent?.scope === "once" ? "Allowing" : "Allow once"}
            </Button>
            <Button disabled={isSent} onClick={() => setIsRefusing(true)}>
              Refuse
            </Button>
          </div>
          <div className="-ml-3 flex flex-col items-start">
            {lasting.map(({ scope, words }) => (
              <Button key={scope} look="word" disabled={isSent} onClick={() => decide({ approved: true, scope })}>
                {sent?.scope === scope ? "Allowing" : words}
              </Button>
            ))}
          </div>
        </>
      )}
      {problem && (
        <p role="alert" className="text-fail">
          {problem.message} <span className="text-ink-soft">{problem.suggestion}</span>
        </p>
      )}
    </div>
  );
}

const lasting: { scope: ApprovalScope; words: string }[] = [
  { scope: "conversation", words: "Allow in this conversation" },
  { scope: "always", words: "Always allow this tool" },
];

/** Before the first tick the time is counted from the question, so that server and browser say the same. */
function Expiry({ approval: { askedAt, expiresAt }, clock }: { approval: ToolApproval; clock: Clock }) {
  const now = useNow(clock, askedAt, true, (elapsed) => (expiresAt && expiresAt - askedAt - elapsed < 120_000 ? 1000 : 30_000));
  if (!expiresAt) return "No limit is known";
  const left = expiresAt - (now ?? askedAt);
  if (left <= 0) return "The time is up; it counts as refused";
  return (
    <span className="tabular" suppressHydrationWarning>
      {formatClock(left)} from now; then it counts as refused
    </span>
  );
}

const visited = new Set<string>();

/** The focus comes here once, and only from where nobody is at work; it goes to the step when the card goes. */
function usePoliteFocus(card: React.RefObject<HTMLDivElement | null>, callId: string, isNew: boolean): void {
  useEffect(() => {
    if (!isNew || visited.has(callId)) return;
    visited.add(callId);
    if (isIdle(document.activeElement)) card.current?.focus();
  }, [card, callId, isNew]);
  useLayoutEffect(() => {
    const element = card.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      element.closest("[data-row]")?.querySelector<HTMLElement>("button[data-step]")?.focus({ preventScroll: true });
    };
  }, [card]);
}

/** Nothing has the focus, or something that holds no words being written. */
function isIdle(active: Element | null): boolean {
  if (active === null || active === document.body) return true;
  if (active instanceof HTMLTextAreaElement && active.hasAttribute("data-composer")) return active.value === "";
  return active.closest(".reasoning") !== null && !active.closest("input, textarea, select, .approval");
}
