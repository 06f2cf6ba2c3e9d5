import { describe, expect, it } from "vitest";
import { afterScroll, type FollowState } from "./follow.ts";

const atEnd: FollowState = { isFollowing: true, place: { top: 600, height: 1000, viewport: 400 } };

describe("following the end of a growing text", () => {
  it("goes on while the text grows and is scrolled along", () => {
    expect(afterScroll(atEnd, { top: 900, height: 1300, viewport: 400 }).isFollowing).toBe(true);
  });

  it("stops as soon as the reader goes up, even a little", () => {
    expect(afterScroll(atEnd, { top: 580, height: 1000, viewport: 400 }).isFollowing).toBe(false);
  });

  it("stays off while the text grows below the reader", () => {
    const away = afterScroll(atEnd, { top: 300, height: 1000, viewport: 400 });
    expect(afterScroll(away, { top: 300, height: 5000, viewport: 400 }).isFollowing).toBe(false);
    expect(afterScroll(away, { top: 500, height: 5000, viewport: 400 }).isFollowing).toBe(false);
  });

  it("takes hold again when the reader comes back to the end", () => {
    const away = afterScroll(atEnd, { top: 300, height: 1000, viewport: 400 });
    expect(afterScroll(away, { top: 590, height: 1000, viewport: 400 }).isFollowing).toBe(true);
  });

  it("is not fooled by content that shrinks under a reader at the end", () => {
    expect(afterScroll(atEnd, { top: 400, height: 800, viewport: 400 }).isFollowing).toBe(true);
  });
});
