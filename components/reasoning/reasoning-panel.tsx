"use client";
import { ArrowDown } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { useFollow } from "#lib/client/use-follow.ts";
import type { Clock } from "#lib/core/clock.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { Approvals } from "../tools/approvals.ts";
import { BarControl } from "./bar-row.tsx";
import { BriefNote } from "./brief-note.tsx";
import { ContinuesNote } from "./continues-note.tsx";
import type { FindRun, ShowRun } from "./earlier-run.ts";
import { endingOf } from "./ending.ts";
import { EndingNote } from "./ending-note.tsx";
import { type AutoOpen, useAutoOpen } from "./open-steps.ts";
import { outlineKey } from "./outline.ts";
import { PanelFooter } from "./panel-footer.tsx";
import { PanelHeader } from "./panel-header.tsx";
import { SentBackLine } from "./sent-back-line.tsx";
import { SourcesDrawer } from "./sources-drawer.tsx";
import { StepList, type StepListHandle } from "./step-list.tsx";
import { waysOnOf } from "./ways-on.ts";
import { WaysOnButtons } from "./ways-on-buttons.tsx";
import "./reasoning.css";

export interface ReasoningPanelProps {
  /** The run on show; null when there is no turn yet. */
  view: View | null;
  /** What the person asked. */
  question: string;
  /** Whether events may still arrive. */
  isLive: boolean;
  /** Whether the panel goes along with the newest turn, or stays where it was pinned. */
  isFollowing: boolean;
  onFollow(): void;
  onPin(): void;
  onClose(): void;
  onStop(): void;
  onAnswerNow(): void;
  /** It was asked to answer now, and has not said yet that it does. */
  isHurried?: boolean;
  /** The most tokens its model may write; null when unknown. */
  outputSize?: number | null;
  /** Asks for the answer to the thought of the run on show. */
  onAnswerFrom(): void;
  /** Asks again with room for this many tokens. */
  onRaiseLimit(limit: number): void;
  /** Says what a person decides about a tool. */
  approvals: Approvals;
  findRun: FindRun;
  onShowRun: ShowRun;
  /** Escape inside the panel: back to where the person writes. */
  onEscape?(): void;
  /** The server's time; read only while something runs. */
  clock: Clock;
  /** A part to open and bring into view; another object asks anew. */
  focus?: { partId: string } | undefined;
  /** The connection is lost and is being sought again; the run itself goes on. */
  isReconnecting?: boolean;
}

/** The whole turn beside the answer: the bar row, every thought and tool in order, and where the time went. */
export function ReasoningPanel(props: ReasoningPanelProps) {
  const {
    view,
    question,
    isLive,
    isFollowing,
    isReconnecting = false,
    onFollow,
    onPin,
    onClose,
    onStop,
    onAnswerNow,
    isHurried = false,
    onEscape,
    clock,
  } = props;
  const outline = useOutline(view);
  const steps = useRef<StepListHandle>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
    if (event.key === "Escape" && onEscape) onEscape();
    else if (event.key === "j") steps.current?.move(1);
    else if (event.key === "k") steps.current?.move(-1);
    else if (event.key === "o") steps.current?.foldAll(true);
    else if (event.key === "c") steps.current?.foldAll(false);
    else if (event.key === "f") (isFollowing ? onPin : onFollow)();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the panel's keys work wherever in it the focus is
    <section className="reasoning flex h-full min-h-0 flex-col bg-paper text-ink max-panel:bg-paper-raised" onKeyDown={onKeyDown}>
      <PanelHeader
        {...{ question, isLive, isFollowing, isReconnecting, isHurried, onFollow, onPin, onClose, onStop, onAnswerNow, clock }}
        view={outline}
      />
      {view && outline ? (
        <Turn key={view.runId} {...props} view={view} outline={outline} steps={steps} />
      ) : (
        <NothingYet isAsked={question !== ""} />
      )}
    </section>
  );
}

/** The View for what does not show its words: it stays the same while only these change. */
function useOutline(view: View | null): View | null {
  const key = view && outlineKey(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that is read of the outline
  return useMemo(() => view, [view?.runId, view?.usage, key]);
}

function NothingYet({ isAsked }: { isAsked: boolean }) {
  return (
    <p className="px-4 py-2 text-ink-soft text-thought">
      {isAsked
        ? "Nothing has arrived yet."
        : "When you ask something, the thinking appears here as it happens, step by step and timed."}
    </p>
  );
}

interface TurnProps extends ReasoningPanelProps {
  view: View;
  outline: View;
  steps: React.RefObject<StepListHandle | null>;
}

function Turn(props: TurnProps) {
  const {
    view,
    outline,
    clock,
    focus,
    steps,
    outputSize = null,
    approvals,
    onAnswerFrom,
    onRaiseLimit,
    findRun,
    onShowRun,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isLive = !isEnded(view.status);
  const { isAway, toEnd, release } = useFollow(scroller, content, { isGrowing: isLive && !focus });
  const show = useCallback((partId: string) => steps.current?.show(partId), [steps]);
  useEffect(() => {
    if (focus) show(focus.partId);
  }, [focus, show]);
  const onBarChoose = useCallback(
    (partId: string) => {
      release();
      show(partId);
    },
    [release, show],
  );
  const ending = endingOf(view);
  const ways = waysOnOf(view, outputSize);
  const actions = ways && <WaysOnButtons ways={ways} onAnswerFrom={onAnswerFrom} onRaiseLimit={onRaiseLimit} />;
  const hasSteps = view.parts.some((part) => part.kind === "reasoning" || part.kind === "tool");
  return (
    <>
      <div className="border-line border-b px-4 pb-2">
        <BarControl view={outline} clock={clock} onChoose={onBarChoose} />
      </div>
      {ending?.kind === "eaten" && (
        <div className="reasoning-banner">
          <EndingNote ending={ending} isTitled={false}>
            {actions}
          </EndingNote>
        </div>
      )}
      <div className="relative flex min-h-0 grow flex-col">
        <div ref={scroller} className="reasoning-scroller bg-paper max-panel:bg-paper-raised">
          <div ref={content} className="flex min-h-full flex-col">
            <div className="grow px-4 pt-2 pb-6">
              {view.continuesRunId !== null && (
                <ContinuesNote runId={view.continuesRunId} run={findRun(view.continuesRunId)} onShowRun={onShowRun} />
              )}
              <BriefNote view={outline} />
              <SentBackLine view={outline} findRun={findRun} onShowRun={onShowRun} />
              {hasSteps && <Folds onFoldAll={(isOpen) => steps.current?.foldAll(isOpen)} />}
              {!hasSteps && <p className="py-1 text-ink-soft text-thought">{emptyWords(view)}</p>}
              <StepList view={view} clock={clock} handle={steps} approvals={approvals} onTouch={release} actions={actions} />
            </div>
            <div className="reasoning-foot bg-paper max-panel:bg-paper-raised">
              {isAway && (
                <button type="button" onClick={toEnd} className="reasoning-newest shadow-float">
                  <ArrowDown aria-hidden="true" size={14} />
                  Newest
                </button>
              )}
              <SourcesDrawer view={outline} onShow={onBarChoose} />
              <PanelFooter view={outline} clock={clock} />
            </div>
          </div>
        </div>
      </div>
    </>
  );
}

function emptyWords(view: View): string {
  if (view.reason === "imported") return "What was thought over it is not known here.";
  if (view.status === "completed") return "No thinking was sent for this answer.";
  if (isEnded(view.status)) return "No thinking had arrived.";
  return view.firstTextAt === null ? "Nothing has arrived yet." : "No thinking was sent for this answer so far.";
}

const autoWords: Record<AutoOpen, string> = { all: "every step", live: "the newest", none: "none" };

function Folds({ onFoldAll }: { onFoldAll(isOpen: boolean): void }) {
  const [auto, setAuto] = useAutoOpen();
  return (
    <div className="mb-1 flex items-center gap-3 text-[12px] text-ink-faint leading-[18px]">
      <label className="flex grow items-center gap-1">
        Open by itself:
        <select
          value={auto}
          onChange={(event) => setAuto(event.target.value as AutoOpen)}
          className="h-6 cursor-pointer rounded bg-transparent text-ink-soft hover:text-ink"
        >
          {Object.entries(autoWords).map(([value, words]) => (
            <option key={value} value={value} className="bg-paper-raised text-ink">
              {words}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="fold-word" onClick={() => onFoldAll(true)}>
        Open all
      </button>
      <button type="button" className="fold-word" onClick={() => onFoldAll(false)}>
        Fold all
      </button>
    </div>
  );
}
