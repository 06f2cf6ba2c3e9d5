"use client";
import { type RefObject, useCallback, useEffect, useRef } from "react";

/** Calls back whenever the element comes near the window of its scroller or leaves it. */
export type Observe = (element: HTMLElement, onChange: (isNear: boolean) => void) => () => void;

const margin = "1200px 0px";

/** One observer for all rows of a scroller. */
export function useNearby(scroller: RefObject<HTMLElement | null>): Observe {
  const callbacks = useRef(new Map<Element, (isNear: boolean) => void>());
  const observer = useRef<IntersectionObserver | null>(null);
  useEffect(() => {
    const known = callbacks.current;
    observer.current = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) known.get(entry.target)?.(entry.isIntersecting);
      },
      { root: scroller.current, rootMargin: margin },
    );
    for (const element of known.keys()) observer.current.observe(element);
    return () => observer.current?.disconnect();
  }, [scroller]);
  return useCallback((element, onChange) => {
    callbacks.current.set(element, onChange);
    observer.current?.observe(element);
    return () => {
      callbacks.current.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);
}
