"use client";
import { Check, Copy, WrapText } from "lucide-react";
import { memo, type ReactNode, useEffect, useMemo, useState } from "react";
import type { Painter } from "./highlight.tsx";
import { languageName } from "./language.ts";
import { type Late, late, useLate } from "./late.ts";

const painters = new Map<string, Late<Painter | null>>();

/** The colours of one language; each is fetched by itself. */
function painterOf(language: string): Late<Painter | null> {
  const known = painters.get(language) ?? late(() => import("./highlight.tsx").then((module) => module.painterFor(language)));
  painters.set(language, known);
  return known;
}

interface CodeBlockProps {
  code: string;
  /** What stands after the fence: the language and perhaps more. */
  info: string;
  /** It is still being written: plain, and coloured once it stands. */
  isLive: boolean;
}

/** Code longer than this stays plain: colouring it would hold up the page. */
const mostColoured = 30_000;
const chunkLines = 100;

export const CodeBlock = memo(function CodeBlock({ code, info, isLive }: CodeBlockProps) {
  const [isWrapped, setIsWrapped] = useState(false);
  const { id, name } = languageName(info);
  const colours = useColours(code, id, isLive);
  return (
    <figure className="md-code" dir="ltr" data-wrap={isWrapped || undefined}>
      <figcaption>
        <span className="grow">{name}</span>
        <button type="button" aria-pressed={isWrapped} onClick={() => setIsWrapped(!isWrapped)} title="Wrap long lines">
          <WrapText aria-hidden="true" size={14} />
          <span className="sr-only">Wrap long lines</span>
        </button>
        <CopyButton text={code} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{colours ?? chunksOf(code).map((chunk) => <Chunk key={chunk.at} text={chunk.text} />)}</code>
      </pre>
    </figure>
  );
});

function CopyButton({ text }: { text: string }) {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), 1600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  const words = state === "copied" ? "Copied" : state === "refused" ? "Copying is not allowed here" : "Copy";
  return (
    <button type="button" onClick={copy}>
      {state === "copied" ? <Check aria-hidden="true" size={14} /> : <Copy aria-hidden="true" size={14} />}
      <span aria-live="polite">{words}</span>
    </button>
  );
}

/** The coloured code, when its colours are here; until then null. */
function useColours(code: string, language: string | null, isLive: boolean): ReactNode {
  const isWanted = !isLive && language !== null && code.length <= mostColoured;
  const painter = useLate(painterOf(language ?? ""), isWanted);
  return useMemo(() => painter?.(code) ?? null, [painter, code]);
}

/** A growing text changes only its last chunk; the others keep their place in the page. */
const Chunk = memo(function Chunk({ text }: { text: string }) {
  return <span className="md-chunk">{text}</span>;
});

function chunksOf(code: string): { at: number; text: string }[] {
  const chunks: { at: number; text: string }[] = [];
  let at = 0;
  while (at < code.length) {
    let end = at;
    for (let line = 0; line < chunkLines && end < code.length; line += 1) {
      const next = code.indexOf("\n", end);
      end = next === -1 ? code.length : next + 1;
    }
    chunks.push({ at, text: code.slice(at, end) });
    at = end;
  }
  return chunks;
}
