import { Monitor, Moon, Sun } from "lucide-react";
import type { AnswerFace, Theme } from "#lib/core/preferences.ts";

/** What can be chosen about the look of the page, in words. */
export const themeRows: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: "system", label: "As the system", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
];

export const faceRows: { face: AnswerFace; label: string }[] = [
  { face: "serif", label: "Serif" },
  { face: "sans", label: "Sans serif" },
];
