"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { afterScroll, type FollowState } from "./follow.ts";

export interface Follow {
  /** It grows, and the reader has left its end. */
  isAway: boolean;
  toEnd(): void;
  /** The reader is busy here: the end is not followed until they go there themselves. */
  release(): void;
}

interface FollowOptions {
  /** What has ended is never scrolled. */
  isGrowing: boolean;
  /** A new value begins again at the end, also where nothing grows. */
  restartKey?: string;
}

/** Keeps the end of `content` in view inside `scroller` while it grows, unless the reader scrolls up. */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  { isGrowing, restartKey }: FollowOptions,
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

  const release = useCallback(() => {
    state.current = { ...state.current, isFollowing: false };
    setIsAway(true);
  }, []);

  useLayoutEffect(() => {
    if (restartKey !== undefined) toEnd();
  }, [toEnd, restartKey]);

  // What comes with the end itself is still followed.
  const wasGrowing = useRef(isGrowing);
  useLayoutEffect(() => {
    if (wasGrowing.current && !isGrowing) stick();
    wasGrowing.current = isGrowing;
  }, [isGrowing, stick]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner || !isGrowing) return;
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
  }, [scroller, content, stick, isGrowing]);

  return { isAway: isAway && isGrowing, toEnd, release };
}

function placeOf(element: HTMLElement) {
  return { top: element.scrollTop, height: element.scrollHeight, viewport: element.clientHeight };
}
