"use client";
/** Owns: which view shows which kind of result. Those that need much code fetch it when first wanted. */
import { lazy, type ReactNode, Suspense, useState } from "react";
import { CodeBlock } from "#components/markdown/code-block.tsx";
import { Markdown } from "#components/markdown/markdown.tsx";
import { patiently } from "#lib/client/patiently.ts";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { LinksResult } from "./links-result.tsx";
import { Passage } from "./section.tsx";
import { beginningOf, imageAddress, type Room, smallRoom } from "./shown-result.ts";
import { visibleText } from "./visible-text.ts";

const TableResult = lazy(patiently(() => import("./table-result.tsx")));
const JsonResult = lazy(patiently(() => import("./json-result.tsx")));
const SeriesResult = lazy(patiently(() => import("./series-result.tsx")));

export function ResultView({ shown, room }: { shown: ToolShown; room: Room }) {
  switch (shown.kind) {
    case "text":
      return <TextResult text={shown.text} language={shown.language} room={room} />;
    case "markdown":
      return <MarkdownResult text={shown.text} room={room} />;
    case "json":
      return (
        <Waiting height={120}>
          <JsonResult value={shown.value} room={room} />
        </Waiting>
      );
    case "table":
      return (
        <Waiting height={160}>
          <TableResult columns={shown.columns} rows={shown.rows} room={room} />
        </Waiting>
      );
    case "series":
      return (
        <Waiting height={220}>
          <SeriesResult series={shown} room={room} />
        </Waiting>
      );
    case "image":
      return <ImageResult image={shown} />;
    case "links":
      return <LinksResult links={shown.links} room={room} />;
    default:
      return shown satisfies never;
  }
}

/** Keeps the place of a view whose code is on its way. */
function Waiting({ height, children }: { height: number; children: ReactNode }) {
  return (
    <Suspense fallback={<div aria-hidden="true" className="rounded bg-paper-sunken" style={{ height }} />}>{children}</Suspense>
  );
}

function TextResult({ text, language, room }: { text: string; language?: string | undefined; room: Room }) {
  const shown = beginningOf(text, room.letters);
  return (
    <>
      {language ? (
        <div className="tool-code">
          <CodeBlock code={visibleText(shown.text)} info={language} isLive={false} />
        </div>
      ) : (
        <Passage name="Result" text={visibleText(shown.text)} isTall={room !== smallRoom} />
      )}
      <LeftOut letters={shown.leftOut} />
    </>
  );
}

function MarkdownResult({ text, room }: { text: string; room: Room }) {
  const shown = beginningOf(text, room.letters);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label="Result" tabIndex={0} className={room === smallRoom ? "tool-prose" : ""}>
        <Markdown text={shown.text} isLive={false} tone="thought" />
      </section>
      <LeftOut letters={shown.leftOut} />
    </>
  );
}

export function LeftOut({ letters }: { letters: number }) {
  return letters === 0 ? null : <p className="tool-facts">{letters.toLocaleString("en-US")} more letters are not shown here.</p>;
}

function ImageResult({ image }: { image: Extract<ToolShown, { kind: "image" }> }) {
  const [isBroken, setIsBroken] = useState(false);
  const address = imageAddress(image);
  const alt = visibleText(image.alt);
  if (!address || isBroken) return <p className="tool-facts">An image that cannot be shown. {alt}</p>;
  return (
    <figure>
      {/* biome-ignore lint/performance/noImgElement: its bytes are in the page already */}
      <img
        src={address}
        alt={alt || "An image without a description"}
        decoding="async"
        onError={() => setIsBroken(true)}
        className="tool-image"
      />
      {alt && (
        <figcaption dir="auto" aria-hidden="true" className="tool-facts mt-1">
          {alt}
        </figcaption>
      )}
    </figure>
  );
}
