"use client";
import { useRef } from "react";
import { useFollow } from "#lib/client/use-follow.ts";
import { Section } from "./section.tsx";

const mostLetters = 40_000;

/** What a tool prints, as it prints it. The end stays in sight until the reader scrolls up. */
export function ConsoleOutput({ output, isLive }: { output: string; isLive: boolean }) {
  const scroller = useRef<HTMLPreElement>(null);
  const content = useRef<HTMLElement>(null);
  useFollow(scroller, content, { isGrowing: isLive });
  const leftOut = Math.max(0, output.length - mostLetters);
  return (
    <Section label="Printed" note={leftOut > 0 && `the first ${leftOut.toLocaleString("en-US")} letters are not shown`}>
      <pre
        ref={scroller}
        role="log"
        aria-label="Printed"
        aria-live="off"
        dir="auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="step-passage max-h-40"
      >
        <code ref={content} className="block">
          {withoutColours(output.slice(leftOut).replace(/^[\udc00-\udfff]/, ""))}
        </code>
      </pre>
    </Section>
  );
}

/** Terminals' escape sequences mean nothing here. */
function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}
