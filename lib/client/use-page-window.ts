"use client";
import { type RefObject, useEffect, useState } from "react";
import { type RowSpan, rowsInWindow } from "./list-window.ts";

const marginPx = 400;
/** Drawn before anybody knows the window's size. */
const rowsAtFirst = 20;

/** The rows to draw of a list that scrolls with the page around it; changes only when the reader scrolls past a row. */
export function usePageWindow(list: RefObject<HTMLElement | null>, tops: readonly number[]): RowSpan {
  const [span, setSpan] = useState<RowSpan>({ from: 0, to: rowsAtFirst });
  useEffect(() => {
    const element = list.current;
    const scroller = scrollerOf(element);
    if (!element || !scroller) return;
    const read = () => {
      const scrolled = scroller.getBoundingClientRect().top - element.getBoundingClientRect().top;
      const next = rowsInWindow(tops, scrolled, scroller.clientHeight, marginPx);
      setSpan((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    read();
    scroller.addEventListener("scroll", read, { passive: true });
    const observer = new ResizeObserver(read);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", read);
      observer.disconnect();
    };
  }, [list, tops]);
  return { from: span.from, to: Math.min(span.to, tops.length - 1) };
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  let each = element?.parentElement ?? null;
  while (each && !/auto|scroll/.test(getComputedStyle(each).overflowY)) each = each.parentElement;
  return each;
}
