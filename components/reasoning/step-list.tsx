"use client";
/** Owns: the list of steps: what is drawn of a long one, what is open, and the keys that go through it. */
import {
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Clock } from "#lib/core/clock.ts";
import type { SourcePart, View } from "#lib/reasoning/view.ts";
import type { Approvals } from "../tools/approvals.ts";
import { endingOf } from "./ending.ts";
import { type AutoOpen, choose, isStepOpen, useAutoOpen, useChoices } from "./open-steps.ts";
import { BroughtRow, CallRow, EndingRow, HiddenRow, SourcesRow, StatusRow, WritingRow } from "./plain-rows.tsx";
import { isFoldable, isSameRow, type Row, toRows } from "./rows.ts";
import { ThoughtStep } from "./thought-step.tsx";
import { ToolStep } from "./tool-step.tsx";

export interface StepListHandle {
  /** Focuses the next (1) or previous (-1) step. */
  move(direction: 1 | -1): void;
  foldAll(isOpen: boolean): void;
  /** Opens a row if it can be opened, brings it into view and focuses it. */
  show(partId: string): void;
}

interface StepListProps {
  view: View;
  clock: Clock;
  handle: RefObject<StepListHandle | null>;
  approvals: Approvals;
  /** The reader opened or folded a step by hand. */
  onTouch(): void;
  /** What can be done about how it ended. */
  actions?: ReactNode;
}

const chunkSize = 100;

export function StepList({ view, clock, handle, approvals, onTouch, actions }: StepListProps) {
  const { runId } = view;
  const rows = useMemo(() => toRows(view), [view]);
  const list = useRef<HTMLOListElement>(null);
  const { drawn, draw } = useDrawn(rows.length, list);
  const wanted = useRef<string | null>(null);
  const [auto] = useAutoOpen();
  const chosen = useChoices(runId);
  const ending = endingOf(view);

  const onChoose = useCallback(
    (stepId: string, isOpen: boolean) => {
      onTouch();
      choose(runId, [stepId], isOpen);
    },
    [runId, onTouch],
  );

  const goTo = (id: string) => {
    wanted.current = id;
    draw(Math.floor(rows.findIndex((row) => row.id === id) / chunkSize));
    if (reach(list.current, id)) wanted.current = null;
  };
  useEffect(() => {
    if (wanted.current && reach(list.current, wanted.current)) wanted.current = null;
  });

  useImperativeHandle(handle, () => ({
    move(direction) {
      const steps = rows.filter(isFoldable);
      const current = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-row]")?.dataset.row;
      const at = steps.findIndex((row) => row.id === current);
      const next = at === -1 ? (direction === 1 ? 0 : steps.length - 1) : at + direction;
      const row = steps[next];
      if (row) goTo(row.id);
    },
    foldAll(isOpen) {
      const ids = rows.filter(isFoldable).map((row) => row.id);
      choose(runId, ids, isOpen);
    },
    show(partId) {
      const row = rows.find((one) => one.id === partId || sourcesIn(one).some((part) => part.id === partId));
      if (!row) return;
      if (isFoldable(row)) choose(runId, [row.id], true);
      goTo(row.id);
    },
  }));

  return (
    <ol ref={list} className="steps">
      {chunksOf(rows).map((chunk, index) =>
        drawn.has(index) || index === Math.floor((rows.length - 1) / chunkSize) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
          <Chunk key={index} rows={chunk} {...{ runId, clock, auto, chosen, approvals, onChoose }} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
          <li key={index} aria-hidden="true" data-chunk={index} style={{ height: chunk.length * 34 }} />
        ),
      )}
      {ending && ending.kind !== "eaten" && <EndingRow ending={ending} actions={actions} />}
    </ol>
  );
}

function sourcesIn(row: Row): readonly SourcePart[] {
  return row.kind === "sources" ? row.parts : row.kind === "tool" ? row.sources : [];
}

interface ChunkProps {
  runId: string;
  approvals: Approvals;
  rows: readonly Row[];
  clock: Clock;
  auto: AutoOpen;
  chosen: ReadonlyMap<string, boolean>;
  onChoose(stepId: string, isOpen: boolean): void;
}

const Chunk = memo(function Chunk({ runId, rows, clock, auto, chosen, approvals, onChoose }: ChunkProps) {
  return rows.map((row) => {
    switch (row.kind) {
      case "thought": {
        const isOpen = isStepOpen(chosen, auto, row.id, row.part.endedAt === null);
        const { id, part, facts, number } = row;
        return <ThoughtStep key={id} {...{ part, facts, number, clock, isOpen, onChoose }} />;
      }
      case "tool": {
        const isAsked = row.part.state === "awaiting-approval" && row.part.endedAt === null;
        const isOpen = isStepOpen(chosen, isAsked ? "all" : auto, row.id, row.part.endedAt === null);
        const { id, part, number, sources, again, isTimeless } = row;
        const shown = { runId, part, number, sources, again, isTimeless };
        return <ToolStep key={id} {...shown} {...{ clock, isOpen, onChoose, approvals }} />;
      }
      case "writing":
        return <WritingRow key={row.id} part={row.part} isTimeless={row.isTimeless} clock={clock} />;
      case "status":
        return <StatusRow key={row.id} part={row.part} />;
      case "sources":
        return <SourcesRow key={row.id} id={row.id} parts={row.parts} />;
      case "call":
        return <CallRow key={row.id} step={row.step} ordinal={row.ordinal} />;
      case "brought":
        return <BroughtRow key={row.id} />;
      case "hidden":
        return <HiddenRow key={row.id} id={row.id} tokens={row.tokens} />;
      default:
        return row satisfies never;
    }
  });
}, isSameChunk);

function isSameChunk(a: ChunkProps, b: ChunkProps): boolean {
  const isSameFrame =
    a.clock === b.clock && a.auto === b.auto && a.chosen === b.chosen && a.onChoose === b.onChoose && a.approvals === b.approvals;
  if (!isSameFrame || a.rows.length !== b.rows.length) return false;
  return a.rows.every((row, index) => {
    const other = b.rows[index];
    return other !== undefined && isSameRow(row, other);
  });
}

function chunksOf(rows: readonly Row[]): Row[][] {
  const chunks: Row[][] = [];
  for (let at = 0; at < rows.length; at += chunkSize) chunks.push(rows.slice(at, at + chunkSize));
  return chunks;
}

/** Chunks of a long list are drawn when they come near, and stay; the first is always there. */
function useDrawn(rowCount: number, list: RefObject<HTMLElement | null>) {
  const [drawn, setDrawn] = useState<ReadonlySet<number>>(() => new Set([0]));
  const draw = useCallback(
    (index: number) => setDrawn((before) => (before.has(index) ? before : new Set([...before, index]))),
    [],
  );
  const chunkCount = Math.ceil(rowCount / chunkSize);
  // A chunk that was the last one and is drawn stays drawn when the next begins.
  useEffect(() => {
    if (chunkCount > 0) draw(chunkCount - 1);
  }, [chunkCount, draw]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each chunk drawn leaves other placeholders to watch
  useEffect(() => {
    const places = list.current?.querySelectorAll("[data-chunk]") ?? [];
    if (places.length === 0) return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) if (entry.isIntersecting) draw(Number((entry.target as HTMLElement).dataset.chunk));
      },
      { rootMargin: "1200px" },
    );
    for (const place of places) observer.observe(place);
    return () => observer.disconnect();
  }, [drawn, chunkCount, list, draw]);
  return { drawn, draw };
}

function reach(list: HTMLElement | null, id: string): boolean {
  const row = list?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  if (!row) return false;
  const target = row.querySelector<HTMLElement>("button[data-step]") ?? row;
  if (target === row) row.tabIndex = -1;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  target.scrollIntoView({ block: "nearest" });
  return true;
}
