/** Owns: what a reader chose about the page. Kept in a cookie, so that the first paint is already right. */
import { type Effort, isEffort } from "./effort.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The face that answers are set in. */
export const answerFaces = ["serif", "sans"] as const;
export type AnswerFace = (typeof answerFaces)[number];

export interface Preferences {
  theme: Theme;
  answerFace: AnswerFace;
  /** The reasoning panel beside the thread, where there is room for it. */
  isPanelOpen: boolean;
  /** CSS pixels. */
  panelWidth: number;
  /** The conversation list beside the thread, where there is room for it. */
  isListOpen: boolean;
  /** Last chosen, for the next conversation; null: never chosen. */
  effort: Effort | null;
  modelId: string | null;
}

export const panelWidthRange = { least: 380, most: 460 } as const;

export const defaultPreferences: Preferences = {
  theme: "system",
  answerFace: "serif",
  isPanelOpen: true,
  panelWidth: 400,
  isListOpen: true,
  effort: null,
  modelId: null,
};

export const preferencesCookie = "aloud-preferences";

export function clampPanelWidth(width: number): number {
  return Math.round(Math.min(panelWidthRange.most, Math.max(panelWidthRange.least, width)));
}

/** The cookie's value; free of characters a cookie may not hold. */
export function writePreferences(preferences: Preferences): string {
  const { theme, answerFace, isPanelOpen, panelWidth, isListOpen, effort, modelId } = preferences;
  const model = encodeURIComponent(modelId ?? "");
  return [theme, answerFace, isPanelOpen ? 1 : 0, panelWidth, isListOpen ? 1 : 0, effort ?? "", model].join(".");
}

/** Reads what `writePreferences` wrote; whatever is missing or strange falls back to the default. */
export function readPreferences(value: string | undefined): Preferences {
  const [theme, face, panel, width, list, effort, ...model] = (value ?? "").split(".");
  return {
    theme: themes.find((name) => name === theme) ?? defaultPreferences.theme,
    answerFace: answerFaces.find((name) => name === face) ?? defaultPreferences.answerFace,
    isPanelOpen: flag(panel, defaultPreferences.isPanelOpen),
    panelWidth: /^\d{3,4}$/.test(width ?? "") ? clampPanelWidth(Number(width)) : defaultPreferences.panelWidth,
    isListOpen: flag(list, defaultPreferences.isListOpen),
    effort: isEffort(effort) ? effort : defaultPreferences.effort,
    modelId: decode(model.join(".")) || defaultPreferences.modelId,
  };
}

function flag(value: string | undefined, otherwise: boolean): boolean {
  return value === "1" ? true : value === "0" ? false : otherwise;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not what was written here, so it names no model.
    return "";
  }
}
