"use client";
import type { Choice } from "#lib/client/choose-model.ts";
import type { Effort } from "#lib/core/effort.ts";
import { Menu } from "../ui/menu.tsx";
import { isAlwaysThinking } from "./always-thinking.ts";
import { effortWords } from "./effort-words.ts";
import { PickerWord } from "./picker-word.tsx";

interface EffortPickerProps {
  choice: Choice;
  onChoose(effort: Effort): void;
}

/** How hard to think: only what this model knows. Nothing where there is nothing to choose. */
export function EffortPicker({ choice: { model, effort }, onChoose }: EffortPickerProps) {
  if (!model || model.efforts.length < 2) return null;
  const words = effort === "off" ? effortWords.off.name : `${effortWords[effort].name} effort`;
  return (
    <Menu
      side="top"
      note={isAlwaysThinking(model) ? "This model always thinks: it cannot be turned off." : undefined}
      button={<PickerWord aria-label={`Effort: ${words}`}>{words}</PickerWord>}
      groups={[
        {
          label: "How hard to think",
          items: model.efforts.map((one) => ({
            label: effortWords[one].name,
            detail: effortWords[one].meaning,
            isChosen: one === effort,
            onSelect: () => onChoose(one),
          })),
        },
      ]}
    />
  );
}
