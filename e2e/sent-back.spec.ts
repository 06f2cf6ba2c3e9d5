import { stop } from "#lib/testing/upstream/scenario.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, choose, panel, send, state, step } from "./page.ts";

test.beforeEach(({ upstream }) => {
  for (const name of ["naming", "other"]) {
    upstream.script(name, ({ conversation }) => {
      const last = conversation.findLast((line) => line.startsWith("user: ")) ?? "";
      return [{ kind: "thought", text: `**About ${last.replace("user: ", "")}**\n\nHm.` }, { kind: "text", text: "Well." }, stop];
    });
  }
});

test("shows what went back of earlier thoughts, and leads to each of them", async ({ page }) => {
  await ask(page, "naming", "one");
  await expect(state(page)).toContainText("Done");
  const line = panel(page).getByRole("button", { name: /^Sent back/ });
  await expect(line).toHaveCount(0);

  await send(page, "two");
  await expect(answers(page)).toHaveCount(2);
  await expect(panel(page)).toContainText("About two");
  await expect(state(page)).toContainText("Done");
  await expect(line).toHaveAccessibleName("Sent back 1 sealed");
  await send(page, "three");
  await expect(panel(page)).toContainText("About three");
  await expect(line).toHaveAccessibleName("Sent back 2 sealed");

  await line.click();
  const earlier = panel(page).getByRole("region", { name: "Earlier thoughts" });
  await expect(earlier.getByRole("heading")).toHaveText([/^Turn 1\s*one$/, /^Turn 2\s*two$/]);
  await expect(earlier).toContainText("It went along as its provider sealed it.");
  await earlier.getByRole("button", { name: "About one" }).click();
  await expect(panel(page)).toContainText("Pinned: one");
  await expect(step(page, 1)).toHaveAccessibleName(/About one/);
  await expect(step(page, 1)).toBeFocused();
  await expect(step(page, 1)).toHaveAttribute("aria-expanded", "true");
  await expect(line).toHaveCount(0);
});

test("says in plain words why a thought stayed here", async ({ page }) => {
  await ask(page, "naming", "one");
  await expect(state(page)).toContainText("Done");
  await choose(page, "other");
  await send(page, "two");
  await expect(panel(page)).toContainText("About two");
  const line = panel(page).getByRole("button", { name: /^Sent back/ });
  await expect(line).toHaveAccessibleName("Sent back none · 1 left out");
  await line.press("Enter");
  await expect(panel(page)).toContainText("It was sealed by another provider, model or key, and nobody else can open it.");
});

test.describe("to a server that takes no thoughts back", () => {
  test.use({ wire: "chat" });

  test("says so", async ({ page }) => {
    await ask(page, "naming", "one");
    await expect(state(page)).toContainText("Done");
    await send(page, "two");
    await expect(panel(page)).toContainText("About two");
    await panel(page)
      .getByRole("button", { name: /^Sent back none · 1 left out/ })
      .click();
    await expect(panel(page).getByRole("region", { name: "Earlier thoughts" })).toContainText("Turn 1");
  });
});
