import { describe, expect, it } from "vitest";
import { aCaller } from "#lib/testing/asking.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { openThoughts, thoughtSealer } from "./sealed-thoughts.ts";

const viewer = { userId: "per_1" };
const caller = aCaller(viewer);
const thought = { runId: "run_secret", partId: "p1", createdAt: 1_700_000_000_000 };
const day = 24 * 60 * 60 * 1000;
const open = async (who: typeof caller, sealed: string, daysLater = 0) =>
  (await openThoughts(who, [sealed], thought.createdAt + daysLater * day)).get(sealed);

describe("a sealed thought", () => {
  withDatabase("sqlite");

  it("leads its own key back to the run, for thirty days", async () => {
    const sealed = (await thoughtSealer(caller))(thought);
    expect(await open(caller, sealed)).toEqual({ runId: "run_secret" });
    expect(await open(caller, sealed, 30)).toEqual({ runId: "run_secret" });
    expect(await open(caller, sealed, 30.01)).toBeNull();
  });

  it("is the same each time it is sealed, differs by thought, and shows nothing of itself", async () => {
    const [seal, again] = [await thoughtSealer(caller), await thoughtSealer(caller)];
    expect(seal(thought)).toBe(again(thought));
    expect(seal({ ...thought, partId: "p2" })).not.toBe(seal(thought));
    const bytes = Buffer.from(seal(thought).split(".")[3] ?? "", "base64url").toString("latin1");
    expect(bytes).not.toContain("secret");
  });

  it("opens for no other key or person, and nothing else opens as one", async () => {
    const sealed = (await thoughtSealer(caller))(thought);
    expect(await open(aCaller(viewer, { id: "key_2" }), sealed)).toBeNull();
    expect(await open(aCaller(viewer, null), sealed)).toBeNull();
    expect(await open(aCaller({ userId: "per_2" }), sealed)).toBeNull();
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith("A") ? "B" : "A"}`;
    for (const wrong of [changed, "", "gAAAAABo-foreign", "1.2.3.4", sealed.slice(0, 40), "\u0000"]) {
      expect(await open(caller, wrong)).toBeNull();
    }
  });
});
