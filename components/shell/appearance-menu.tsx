"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useApp, usePreferences } from "#lib/client/use-app.ts";
import type { AnswerFace, Theme } from "#lib/core/preferences.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";

const themeRows: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: "system", label: "As the system", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
];
const faceRows: { face: AnswerFace; label: string }[] = [
  { face: "serif", label: "Serif" },
  { face: "sans", label: "Sans serif" },
];

export function AppearanceMenu() {
  const { preferences } = useApp();
  const { theme, answerFace } = usePreferences();
  const Icon = themeRows.find((row) => row.theme === theme)?.icon ?? Monitor;
  return (
    <Menu
      side="top"
      button={
        <Button look="word" className="px-2 font-normal">
          <Icon size={15} strokeWidth={1.75} aria-hidden />
          Appearance
        </Button>
      }
      groups={[
        {
          label: "Page",
          items: themeRows.map((row) => ({
            label: row.label,
            icon: row.icon,
            isChosen: row.theme === theme,
            onSelect: () => preferences.change({ theme: row.theme }),
          })),
        },
        {
          label: "Answers",
          items: faceRows.map((row) => ({
            label: row.label,
            isChosen: row.face === answerFace,
            onSelect: () => preferences.change({ answerFace: row.face }),
          })),
        },
      ]}
    />
  );
}
