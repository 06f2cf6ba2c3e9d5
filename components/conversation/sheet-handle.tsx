"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { nearestHeight, sheetHeights } from "./sheet-heights.ts";

export interface SheetHeight {
  /** Of the window. */
  percent: number;
  isDragged: boolean;
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(): void;
  step(by: 1 | -1): void;
}

/** A sheet with three heights; dragged below the lowest it closes. */
export function useSheetHeight(onClose: () => void): SheetHeight {
  const [percent, setPercent] = useState<number>(sheetHeights[1]);
  const [isDragged, setIsDragged] = useState(false);
  const drag = useRef<{ y: number; percent: number; hasMoved: boolean } | null>(null);
  const step = (by: 1 | -1) => {
    const next = sheetHeights.indexOf(nearestHeight(percent) ?? sheetHeights[1]) + by;
    if (next < 0) onClose();
    else setPercent(sheetHeights[Math.min(next, sheetHeights.length - 1)] ?? percent);
  };
  return {
    percent,
    isDragged,
    step,
    onPointerDown(event) {
      drag.current = { y: event.clientY, percent, hasMoved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
      setIsDragged(true);
    },
    onPointerMove(event) {
      if (!drag.current) return;
      const moved = ((drag.current.y - event.clientY) / window.innerHeight) * 100;
      if (Math.abs(moved) > 0.5) drag.current.hasMoved = true;
      setPercent(Math.min(sheetHeights[2], Math.max(8, drag.current.percent + moved)));
    },
    onPointerUp() {
      const wasDragged = drag.current?.hasMoved === true;
      drag.current = null;
      setIsDragged(false);
      if (!wasDragged) return;
      const nearest = nearestHeight(percent);
      if (nearest === null) {
        setPercent(sheetHeights[1]);
        onClose();
      } else setPercent(nearest);
    },
  };
}

export function SheetHandle({ sheet }: { sheet: SheetHeight }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    sheet.step(event.key === "ArrowUp" ? 1 : -1);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved.
    <div
      role="separator"
      tabIndex={0}
      aria-label="Height of the reasoning"
      aria-orientation="horizontal"
      aria-valuenow={Math.round(sheet.percent)}
      aria-valuemin={sheetHeights[0]}
      aria-valuemax={sheetHeights[2]}
      onKeyDown={onKeyDown}
      onPointerDown={sheet.onPointerDown}
      onPointerMove={sheet.onPointerMove}
      onPointerUp={sheet.onPointerUp}
      onPointerCancel={sheet.onPointerUp}
      className="flex h-6 shrink-0 cursor-row-resize touch-none items-center justify-center"
    >
      <span className="h-1 w-9 rounded-full bg-line-strong" />
    </div>
  );
}
