"use client";
import { useApp, usePreferences } from "#lib/client/use-app.ts";
import { faceRows, themeRows } from "../shell/appearance-rows.ts";
import { SectionHead } from "./section-head.tsx";

/** How the page looks. Takes effect at once and is kept by this browser. */
export function AppearanceSection() {
  const { preferences } = useApp();
  const { theme, answerFace } = usePreferences();
  return (
    <>
      <SectionHead title="Appearance">Kept by this browser.</SectionHead>
      <Choices
        legend="Page"
        name="theme"
        rows={themeRows.map(({ theme: value, label }) => ({ value, label }))}
        chosen={theme}
        onChoose={(value) => preferences.change({ theme: value })}
      />
      <Choices
        legend="Answers"
        name="face"
        rows={faceRows.map(({ face: value, label }) => ({ value, label }))}
        chosen={answerFace}
        onChoose={(value) => preferences.change({ answerFace: value })}
      />
      <p className="mt-4 max-w-[36rem] border-line border-l-2 pl-4 font-answer text-answer">
        Seventeen times twenty-four is 408: ten times twenty-four is 240, seven times is 168, and together they are 408.
      </p>
    </>
  );
}

interface ChoicesProps<Value extends string> {
  legend: string;
  name: string;
  rows: readonly { value: Value; label: string }[];
  chosen: Value;
  onChoose(value: Value): void;
}

function Choices<Value extends string>({ legend, name, rows, chosen, onChoose }: ChoicesProps<Value>) {
  return (
    <fieldset className="mt-6">
      <legend className="font-medium">{legend}</legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {rows.map(({ value, label }) => (
          <label
            key={value}
            className="touch flex h-9 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 has-checked:border-ink has-checked:font-medium"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
              className="size-3.5 accent-ink outline-none"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
