"use client";
import { useMemo, useRef, useState } from "react";
import { CodeBlock } from "#components/markdown/code-block.tsx";
import { useFollow } from "#lib/client/use-follow.ts";
import { type ShownArguments, wholeArguments, writtenArguments } from "./arguments.ts";
import { Passage, Section } from "./section.tsx";
import { visibleName, visibleText } from "./visible-text.ts";

/** The arguments while the model writes them: their end stays in sight until the reader scrolls up. */
export function WrittenArguments({ input, isLive }: { input: string; isLive: boolean }) {
  const scroller = useRef<HTMLPreElement>(null);
  const content = useRef<HTMLElement>(null);
  useFollow(scroller, content, { isGrowing: isLive });
  const shown = writtenArguments(input);
  return (
    <Section label="Arguments" note={shown && noteOf(shown)}>
      <pre
        ref={scroller}
        dir="auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="step-passage max-h-40"
      >
        <code ref={content} className="block min-h-[18px]">
          {shown ? visibleText(shown.text) : ""}
        </code>
      </pre>
    </Section>
  );
}

const mostShown = 4_000;

interface WholeArgumentsProps {
  args: unknown;
  /** All of them, in plain letters: what a person is asked to allow. */
  isExact?: boolean;
  /** What the headline says of them; they are not said again. */
  line?: string;
}

export function WholeArguments({ args, isExact = false, line = "" }: WholeArgumentsProps) {
  const [isWhole, setIsWhole] = useState(isExact);
  const shown = useMemo(() => wholeArguments(args, isWhole ? Number.POSITIVE_INFINITY : mostShown), [args, isWhole]);
  if (!shown) return isExact ? <p className="tool-facts">It is called without arguments.</p> : null;
  if (!isExact && shown.key !== null && shown.text === line) return null;
  const isCode = shown.language === "javascript" && !isExact;
  return (
    <Section
      label={isExact ? "With exactly these arguments" : "Arguments"}
      note={noteOf(shown)}
      action={
        shown.leftOut > 0 && (
          <button type="button" className="fold-word" onClick={() => setIsWhole(true)}>
            Show all
          </button>
        )
      }
    >
      {isCode ? (
        <div className="tool-code">
          <CodeBlock code={visibleText(shown.text)} info="javascript" isLive={false} />
        </div>
      ) : (
        <Passage name="Arguments" text={visibleText(shown.text)} />
      )}
    </Section>
  );
}

function noteOf({ key, leftOut }: ShownArguments): string {
  const more = leftOut > 0 ? `${leftOut.toLocaleString("en-US")} more letters` : "";
  return [key === null ? "" : visibleName(key), more].filter(Boolean).join(" · ");
}
