"use client";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { clampPanelWidth, panelWidthRange } from "#lib/core/preferences.ts";

interface PanelDividerProps {
  width: number;
  onChange(width: number): void;
}

const stepPx = 16;

/** The edge between thread and panel: dragged, or moved with the arrow keys. */
export function PanelDivider({ width, onChange }: PanelDividerProps) {
  const drag = useRef<{ x: number; width: number } | null>(null);
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) onChange(clampPanelWidth(drag.current.width + drag.current.x - event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowLeft: width + stepPx,
      ArrowRight: width - stepPx,
      Home: panelWidthRange.least,
      End: panelWidthRange.most,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onChange(clampPanelWidth(target));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved.
    <div
      role="separator"
      tabIndex={0}
      aria-label="Width of the reasoning"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={panelWidthRange.least}
      aria-valuemax={panelWidthRange.most}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none hover:bg-line focus-visible:bg-accent-faint"
    />
  );
}
