"use client";
import { memo } from "react";
import type { Part } from "#lib/reasoning/view.ts";
import { Markdown } from "../markdown/markdown.tsx";

interface PartViewProps {
  part: Part;
  /** Whether more may come to this part. */
  isLive: boolean;
}

/** One part of an answer. Thoughts and tools have their place in the reasoning panel and are not repeated here. */
export const PartView = memo(function PartView({ part, isLive }: PartViewProps) {
  switch (part.kind) {
    case "text":
      return (
        <div className="not-first:mt-5">
          <Markdown text={part.text} isLive={isLive && part.endedAt === null} />
        </div>
      );
    case "reasoning":
    case "tool":
    case "source":
    case "status":
      return null;
    default:
      return part satisfies never;
  }
});
