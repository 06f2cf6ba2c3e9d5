"use client";
import { useApp, usePreferences } from "#lib/client/use-app.ts";
import { faceRows, themeRows } from "../shell/appearance-rows.ts";
import { Choices } from "./choices.tsx";
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
