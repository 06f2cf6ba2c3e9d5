"use client";
import { type RefObject, useEffect, useState } from "react";
import { type RowSpan, rowsInWindow } from "./list-window.ts";

const marginPx = 300;
/** What is drawn before anybody knows the window's size. */
const viewportAtFirst = 900;

/** The rows to draw of a list whose rows begin at `tops`; changes only when the reader scrolls past a row. */
export function useListWindow(scroller: RefObject<HTMLElement | null>, tops: readonly number[]): RowSpan {
  const [place, setPlace] = useState({ scrollTop: 0, viewport: viewportAtFirst });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = () => setPlace({ scrollTop: element.scrollTop, viewport: element.clientHeight });
    element.addEventListener("scroll", read, { passive: true });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", read);
      observer.disconnect();
    };
  }, [scroller]);
  return rowsInWindow(tops, place.scrollTop, place.viewport, marginPx);
}
