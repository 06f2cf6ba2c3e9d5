/** Owns: the decision whether a growing text keeps its end in view. The reader's own scrolling always wins. */

export interface ScrollPlace {
  top: number;
  /** Of the content. */
  height: number;
  /** Of the window onto it. */
  viewport: number;
}

export interface FollowState {
  isFollowing: boolean;
  place: ScrollPlace;
}

/** Within this many pixels of the end counts as at the end. */
const nearEnd = 48;

export function isAtEnd({ top, height, viewport }: ScrollPlace): boolean {
  return height - top - viewport <= nearEnd;
}

/**
 * The state after the content scrolled to `place`. Going up lets go, reaching the end takes hold again; a move that the
 * content made by shrinking decides nothing.
 */
export function afterScroll(state: FollowState, place: ScrollPlace): FollowState {
  const wentUp = place.top < state.place.top - 1 && place.height >= state.place.height;
  return { isFollowing: !wentUp && (state.isFollowing || isAtEnd(place)), place };
}
