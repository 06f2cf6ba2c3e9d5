"use client";
import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { formatCount } from "./figures.ts";
import type { WaysOn } from "./ways-on.ts";

export interface WaysOnHandlers {
  /** Asks for the answer to the thought that is there. */
  onAnswerFrom(): void;
  /** Asks again with room for this many tokens. */
  onRaiseLimit(limit: number): void;
}

interface WaysOnButtonsProps extends WaysOnHandlers {
  ways: WaysOn;
}

/** What can be done with a thought that has no answer. */
export function WaysOnButtons({ ways, onAnswerFrom, onRaiseLimit }: WaysOnButtonsProps) {
  const { fromThought, limits } = ways;
  return (
    <>
      {fromThought && (
        <Button onClick={onAnswerFrom}>{fromThought === "finish" ? "Finish the answer" : "Answer from here"}</Button>
      )}
      {limits.length > 0 && (
        <Menu
          button={
            <Button>
              Raise the limit
              <ChevronDown aria-hidden="true" size={14} />
            </Button>
          }
          groups={[
            {
              label: "Ask again with room for",
              items: limits.map((limit) => ({
                label: `${formatCount(limit)} tokens`,
                onSelect: () => onRaiseLimit(limit),
              })),
            },
          ]}
        />
      )}
    </>
  );
}
