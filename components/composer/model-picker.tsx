"use client";
import { lazy, Suspense, useRef, useState } from "react";
import type { Choice } from "#lib/client/choose-model.ts";
import { patiently } from "#lib/client/patiently.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { PickerWord } from "./picker-word.tsx";

export interface ModelPickerProps {
  models: readonly ModelInfo[];
  choice: Choice;
  onChoose(modelId: string): void;
}

const load = patiently(() => import("./model-list.tsx"));
const ModelList = lazy(load);

/** The chosen model as a word. The list behind it arrives when somebody is about to open it. */
export function ModelPicker({ models, choice, onChoose }: ModelPickerProps) {
  const [isWanted, setIsWanted] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <PickerWord
        ref={button}
        aria-label={`Model: ${choice.modelName || "none"}`}
        aria-haspopup="dialog"
        aria-expanded={isWanted}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setIsWanted(!isWanted)}
        disabled={models.length === 0}
      >
        {choice.modelName || "No model"}
      </PickerWord>
      {isWanted && (
        <Suspense>
          <ModelList models={models} choice={choice} onChoose={onChoose} onClose={() => setIsWanted(false)} button={button} />
        </Suspense>
      )}
    </>
  );
}
