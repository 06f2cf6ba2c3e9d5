"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { afterScroll, type FollowState } from "#lib/client/follow.ts";

export interface LiveEnd {
  /** It grows, and the reader is not at its end. */
  isAway: boolean;
  toEnd(): void;
  /** The reader is busy here: the end is not followed until they go there themselves. */
  release(): void;
}

/** Keeps the end of what grows in view while `isLive`, unless the reader scrolls up. What has ended is never scrolled. */
export function useLiveEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  isLive: boolean,
): LiveEnd {
  const state = useRef<FollowState>({ isFollowing: true, place: { top: 0, height: 0, viewport: 0 } });
  const [isAway, setIsAway] = useState(false);

  const release = useCallback(() => {
    state.current = { ...state.current, isFollowing: false };
    setIsAway(true);
  }, []);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    state.current = { isFollowing: true, place: placeOf(element) };
    setIsAway(false);
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner || !isLive) return;
    const stick = () => {
      if (!state.current.isFollowing) return;
      element.scrollTop = element.scrollHeight;
      state.current = { isFollowing: true, place: placeOf(element) };
    };
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
  }, [scroller, content, isLive]);

  return { isAway: isAway && isLive, toEnd, release };
}

function placeOf(element: HTMLElement) {
  return { top: element.scrollTop, height: element.scrollHeight, viewport: element.clientHeight };
}
