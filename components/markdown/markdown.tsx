"use client";
import { memo, useMemo, useRef } from "react";
import { type Blocks, emptyBlocks, groupSize, growBlocks } from "./blocks.ts";
import { CodeBlock } from "./code-block.tsx";
import { Formula } from "./formula.tsx";
import { lexBlock } from "./lexer.ts";
import { renderTokens } from "./render.tsx";
import type { Block } from "./scan.ts";
import { settle } from "./settle.ts";
import "./markdown.css";

export interface MarkdownProps {
  /** The model's words so far. It may only grow while `isLive`. */
  text: string;
  /** Whether more may come: the last block is then still open. */
  isLive: boolean;
  /** `answer`: in the face and size of its place. `thought`: the smaller, lighter face. Default `answer`. */
  tone?: "answer" | "thought";
}

/** A model's Markdown. Growth costs only its last block: the others are read once and rendered once. */
export const Markdown = memo(function Markdown({ text, isLive, tone = "answer" }: MarkdownProps) {
  const blocks = useBlocks(text, isLive);
  const groups = blocks.closed;
  const open = blocks.open;
  const last = groups.at(-1);
  const isLastFull = !last || last.length >= groupSize;
  return (
    <div className={`md md-${tone}`}>
      {groups.map((group, index) => {
        const isOpenHere = index === groups.length - 1 && !isLastFull;
        // biome-ignore lint/suspicious/noArrayIndexKey: groups never move
        return <Group key={index} blocks={group} open={isOpenHere ? open : null} isLive={isOpenHere && isLive} />;
      })}
      {isLastFull && open && <Group key={groups.length} blocks={none} open={open} isLive={isLive} />}
    </div>
  );
});

const none: readonly Block[] = [];

/** What was read before is a valid start for any text that goes on from it, so the ref is only a cache. A text at rest is checked. */
function useBlocks(text: string, isLive: boolean): Blocks {
  const cache = useRef(emptyBlocks);
  return useMemo(() => {
    const goesOn = isLive || text.startsWith(cache.current.scan.text);
    cache.current = growBlocks(goesOn ? cache.current : emptyBlocks, text);
    return cache.current;
  }, [text, isLive]);
}

interface GroupProps {
  blocks: readonly Block[];
  open: Block | null;
  isLive: boolean;
}

const Group = memo(function Group({ blocks, open, isLive }: GroupProps) {
  const isFull = blocks.length >= groupSize;
  return (
    <div className={isFull ? "md-group md-group-full" : "md-group"}>
      {blocks.map((block) => (
        <BlockView key={block.at} block={block} isLive={false} />
      ))}
      {open && <BlockView key={open.at} block={open} isLive={isLive} />}
    </div>
  );
});

const BlockView = memo(function BlockView({ block, isLive }: { block: Block; isLive: boolean }) {
  const name = block.continues ? "md-block md-continues" : "md-block";
  return (
    <div className={name} data-kind={block.kind}>
      <BlockContent block={block} isLive={isLive} />
    </div>
  );
});

function BlockContent({ block, isLive }: { block: Block; isLive: boolean }) {
  switch (block.kind) {
    case "code":
      return (
        <CodeBlock code={isLive ? block.text.replace(/\n[ \t]*[`~]+$/, "") : block.text} info={block.info} isLive={isLive} />
      );
    case "math":
      return <Formula tex={block.text} isDisplay />;
    case "plain":
      return <Words text={block.text} />;
    case "markdown": {
      const isOpenMath = isLive && /^ {0,3}(?:\$\$|\\\[)/.test(block.text);
      const tokens = isOpenMath ? null : lexBlock(block.head + (isLive ? settle(block.text) : block.text));
      return tokens ? renderTokens(tokens, block.firstNumber) : <Words text={block.text} />;
    }
    default:
      return block.kind satisfies never;
  }
}

function Words({ text }: { text: string }) {
  return (
    <p dir="auto" className="md-raw">
      {text}
    </p>
  );
}
