import type { AppStore } from "#lib/client/app-store.ts";

/** From these widths on, list and panel are columns beside the thread; below, they lie over it. */
export const listColumn = "(min-width: 1280px)";
export const panelColumn = "(min-width: 900px)";

export function toggleList(app: AppStore): void {
  if (window.matchMedia(listColumn).matches) app.preferences.change({ isListOpen: !app.preferences.get().isListOpen });
  else app.overlay.set(app.overlay.get() === "list" ? null : "list");
}

export function togglePanel(app: AppStore): void {
  if (window.matchMedia(panelColumn).matches) app.preferences.change({ isPanelOpen: !app.preferences.get().isPanelOpen });
  else app.overlay.set(app.overlay.get() === "panel" ? null : "panel");
}

/** Opens the panel wherever it lives at this width. */
export function openPanel(app: AppStore): void {
  if (window.matchMedia(panelColumn).matches) app.preferences.change({ isPanelOpen: true });
  else app.overlay.set("panel");
}

export function closePanel(app: AppStore): void {
  if (window.matchMedia(panelColumn).matches) app.preferences.change({ isPanelOpen: false });
  app.overlay.set(null);
}
