"use client";
import { Monitor } from "lucide-react";
import { useApp, usePreferences } from "#lib/client/use-app.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { faceRows, themeRows } from "./appearance-rows.ts";

export function AppearanceMenu() {
  const { preferences } = useApp();
  const { theme, answerFace } = usePreferences();
  const Icon = themeRows.find((row) => row.theme === theme)?.icon ?? Monitor;
  return (
    <Menu
      side="top"
      button={<IconButton label="Appearance" icon={Icon} tipSide="top" />}
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
