"use client";
import { lazy, Suspense, useRef, useState } from "react";
import type { Choice } from "#lib/client/choose-model.ts";
import { patiently } from "#lib/client/patiently.ts";
import { PickerWord } from "./picker-word.tsx";

export interface ModelPickerProps {
  /** Null: the row `none` is chosen. */
  choice: Choice | null;
  /** A first row for no model at all. */
  none?: { name: string; onChoose(): void };
  onChoose(modelId: string): void;
}

const load = patiently(() => import("./model-list.tsx"));
const ModelList = lazy(load);

/** The chosen model as a word. The list behind it arrives when somebody is about to open it. */
export function ModelPicker(props: ModelPickerProps) {
  const { choice, none } = props;
  const [isWanted, setIsWanted] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = choice ? choice.modelName : none?.name;
  const isGone = choice !== null && choice.model === null && choice.modelId !== "";
  return (
    <>
      <PickerWord
        ref={button}
        aria-label={`Model: ${name || "none"}${isGone ? ", no longer available" : ""}`}
        aria-haspopup="dialog"
        aria-expanded={isWanted}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setIsWanted(!isWanted)}
      >
        {isGone ? <s>{name}</s> : name || "No model"}
      </PickerWord>
      {isWanted && (
        <Suspense>
          <ModelList {...props} onClose={() => setIsWanted(false)} button={button} />
        </Suspense>
      )}
    </>
  );
}
