"use client";
import { useEffect, useRef } from "react";
import { actionFor, type KeyAction } from "./keys.ts";

/** Listens to the keyboard map for the whole page. Actions without a handler are left to others. */
export function useKeys(handlers: Partial<Record<KeyAction, () => void>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(event, isWriting(event.target));
      const run = action ? latest.current[action] : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role=menu] *, [role=listbox] *, [role=dialog] *");
}
