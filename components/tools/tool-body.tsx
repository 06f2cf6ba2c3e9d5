"use client";
/** Owns: what is in a tool's card under its headline. */
import type { Clock } from "#lib/core/clock.ts";
import type { SourcePart, ToolPart } from "#lib/reasoning/view.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { ApprovalRecord } from "./approval-record.tsx";
import type { Approvals } from "./approvals.ts";
import { WholeArguments, WrittenArguments } from "./arguments-view.tsx";
import { ConsoleOutput } from "./console-output.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { ResultSection } from "./result-section.tsx";
import { Section } from "./section.tsx";
import { SourceList } from "./source-list.tsx";
import { effectWords, lineOf, noteOf, sizeWords, titleOf } from "./tool-words.ts";
import { visibleName, visibleText } from "./visible-text.ts";

export interface ToolBodyProps {
  runId: string;
  part: ToolPart;
  sources: readonly SourcePart[];
  clock: Clock;
  approvals: Approvals;
}

export function ToolBody({ runId, part, sources, clock, approvals }: ToolBodyProps) {
  const { state, approval, endedAt, progress = null, output = "", input = "", error } = part;
  const isLive = endedAt === null;
  const isAsking = isLive && state === "awaiting-approval" && approval !== null;
  const isRunning = isLive && state === "running";
  const note = noteOf(part);
  return (
    <>
      {isAsking && <ApprovalCard {...{ runId, part, approval, clock, approvals }} />}
      {!isAsking && approval && <ApprovalRecord approval={approval} />}
      {state === "writing" && <WrittenArguments input={input} isLive={isLive} />}
      {state !== "writing" && !isAsking && <WholeArguments args={part.args} line={lineOf(part)} />}
      {isRunning && progress && <ProgressBar progress={progress} />}
      {output !== "" && <ConsoleOutput output={output} isLive={isRunning} />}
      {error && (
        <p dir="auto" className="tool-error">
          {visibleText(error)}
        </p>
      )}
      {state === "done" && <ResultSection runId={runId} part={part} />}
      {sources.length > 0 && !areShown(sources, part.shown) && (
        <Section label="Sources" note={String(sources.length)}>
          <SourceList sources={sources} />
        </Section>
      )}
      {note && <p className="text-[13px] text-ink leading-[18px]">{note}</p>}
      {!isAsking && <Facts part={part} />}
    </>
  );
}

/** A list of links as the result is the list of sources already. */
function areShown(sources: readonly SourcePart[], shown: ToolPart["shown"]): boolean {
  if (shown?.kind !== "links" || !Array.isArray(shown.links)) return false;
  const urls = new Set(shown.links.map((link) => link?.url));
  return sources.every(({ url }) => urls.has(url));
}

/** Whether its name says more than its title. */
function isOtherName(title: string, name: string): boolean {
  const letters = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return letters(title) !== letters(name);
}

/** What else is known of the call, in one quiet line. */
function Facts({ part }: { part: ToolPart }) {
  const { name, server, effect, attempt = 0, bytes, state } = part;
  const size = state === "done" && (bytes ?? 0) >= 1000 ? sizeWords(bytes) : null;
  const facts = [
    server && isOtherName(titleOf(part), name) ? <code key="name">{visibleName(name)}</code> : null,
    server ? `from ${visibleName(server)}` : null,
    part.isClients ? "runs at the client" : null,
    effect && effect !== "read-only" ? effectWords[effect].toLowerCase() : null,
    attempt > 1 ? `attempt ${attempt}` : null,
    size,
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  return (
    <p className="tool-facts">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts never move
        <span key={index}>
          {index > 0 && " · "}
          {fact}
        </span>
      ))}
    </p>
  );
}
