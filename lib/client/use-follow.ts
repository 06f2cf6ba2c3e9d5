"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { afterScroll, type FollowState } from "./follow.ts";

export interface Follow {
  /** The reader has left the end. */
  isAway: boolean;
  toEnd(): void;
}

/**
 * Keeps the end of `content` in view inside `scroller` while it grows, unless the reader scrolls up.
 * `restartKey`: a new value begins again at the end.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  restartKey: string,
): Follow {
  const state = useRef<FollowState>({ isFollowing: true, place: { top: 0, height: 0, viewport: 0 } });
  const [isAway, setIsAway] = useState(false);

  const stick = useCallback(() => {
    const element = scroller.current;
    if (!element || !state.current.isFollowing) return;
    element.scrollTop = element.scrollHeight;
    state.current = { isFollowing: true, place: placeOf(element) };
  }, [scroller]);

  const toEnd = useCallback(() => {
    state.current = { ...state.current, isFollowing: true };
    setIsAway(false);
    stick();
  }, [stick]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to begin again.
  useLayoutEffect(toEnd, [toEnd, restartKey]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    const onScroll = () => {
      state.current = afterScroll(state.current, placeOf(element));
      setIsAway(!state.current.isFollowing);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    const observer = new ResizeObserver(stick);
    observer.observe(inner);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", onScroll);
      observer.disconnect();
    };
  }, [scroller, content, stick]);

  return { isAway, toEnd };
}

function placeOf(element: HTMLElement) {
  return { top: element.scrollTop, height: element.scrollHeight, viewport: element.clientHeight };
}
