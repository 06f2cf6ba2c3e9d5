"use client";
import clsx from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { useApp, usePreferences } from "#lib/client/use-app.ts";
import { useMedia } from "#lib/client/use-media.ts";
import { panelElementId } from "../reasoning/panel-element.ts";
import { PanelDivider } from "./panel-divider.tsx";
import { SheetHandle, useSheetHeight } from "./sheet-handle.tsx";

interface PanelFrameProps {
  isShown: boolean;
  /** Beside the thread, as opposed to over it. */
  isColumn: boolean;
  onClose(): void;
  children: ReactNode;
}

/** Where the reasoning lives: a column whose width the reader sets, an overlay from the right, or a sheet from below. */
export function PanelFrame({ isShown, isColumn, onClose, children }: PanelFrameProps) {
  const { preferences } = useApp();
  const { panelWidth } = usePreferences();
  const isSheet = useMedia("(max-width: 639.9px)", false);
  const sheet = useSheetHeight(onClose);
  if (!isShown) return null;
  return (
    <>
      {!isColumn && !isSheet && <div className="fixed inset-0 z-30 bg-veil" onPointerDown={onClose} aria-hidden />}
      <aside
        id={panelElementId}
        aria-label="Reasoning"
        style={{ "--panel-width": `${panelWidth}px`, "--sheet-height": `${sheet.percent}dvh` } as CSSProperties}
        className={clsx(
          "relative flex min-h-0 flex-col border-line bg-paper",
          "panel:h-full panel:w-(--panel-width) panel:shrink-0 panel:border-l",
          "max-panel:fixed max-panel:inset-y-0 max-panel:right-0 max-panel:z-40 max-panel:w-[min(420px,100vw)] max-panel:bg-paper-raised max-panel:shadow-float",
          !isColumn || "max-panel:hidden",
          "max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:h-(--sheet-height) max-sm:w-full max-sm:rounded-t-xl max-sm:border-t",
          !sheet.isDragged && "max-sm:transition-[height] max-sm:duration-200 max-sm:ease-out",
        )}
      >
        {isColumn && <PanelDivider width={panelWidth} onChange={(width) => preferences.change({ panelWidth: width })} />}
        {isSheet && <SheetHandle sheet={sheet} />}
        <div className="min-h-0 flex-1">{children}</div>
      </aside>
    </>
  );
}
