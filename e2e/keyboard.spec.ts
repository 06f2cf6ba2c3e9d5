import type { Locator, Page } from "@playwright/test";
import { counting } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, composer, list, open, panel, state, step } from "./page.ts";

/** Presses Tab until the place has the focus, and makes sure that the focus can be seen at every stop. */
async function tabTo(page: Page, place: Locator, key = "Tab"): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    expect(await focusIsVisible(page)).toBe(true);
  }
  await expect(place).toBeFocused();
}

function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return true;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const isField = active.matches("textarea, input, [role=listbox]");
    return isField || (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  });
}

test("asks, reads, folds, stops, asks again and switches versions without a mouse", async ({ page, upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
  await open(page);
  await tabTo(page, page.getByRole("button", { name: /^Model:/ }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Find a model" })).toBeFocused();
  await page.keyboard.type("count");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Model: counting" })).toBeFocused();
  await tabTo(page, composer(page), "Shift+Tab");
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  await expect(page.getByRole("article", { name: "You asked" })).toContainText("First line\nsecond line");

  await page.keyboard.press("Control+.");
  await expect(panel(page)).toBeHidden();
  await page.keyboard.press("Control+.");
  await expect(panel(page)).toBeVisible();

  await tabTo(page, panel(page).getByRole("button", { name: "Close the reasoning" }));
  await page.keyboard.press("j");
  await expect(step(page, 1)).toBeFocused();
  await page.keyboard.press("j");
  await expect(step(page, 2)).toBeFocused();
  await page.keyboard.press("k");
  await expect(step(page, 1)).toBeFocused();
  expect(await focusIsVisible(page)).toBe(true);
  await page.keyboard.press("Enter");
  await expect(step(page, 1)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(step(page, 1)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("c");
  await expect(step(page, 2)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("o");
  await expect(step(page, 2)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(state(page)).toContainText("Stopped");
  upstream.release();
  await tabTo(page, answers(page).getByRole("button", { name: "Retry" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(state(page)).toContainText("Done");
  const versions = page.getByRole("group", { name: "Versions of the answer" });
  await tabTo(page, versions.getByRole("button", { name: "Previous version" }), "Shift+Tab");
  await page.keyboard.press("ArrowLeft");
  await expect(versions).toContainText("1 of 2");
  await expect(state(page)).toContainText("Stopped");
});

test("lists its keys on “?”, also those of the panel, and every key does what it says", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  for (const words of [
    "New conversation",
    "Show or hide the reasoning",
    "In the reasoning",
    "Next or previous step",
    "Open or fold the step",
  ]) {
    await expect(help.getByText(words, { exact: true })).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.keyboard.press("l");
  await expect(list(page)).toBeHidden();
  await page.keyboard.press("l");
  await expect(list(page)).toBeVisible();
  await page.keyboard.press("/");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("n? lr/");
  await expect(composer(page)).toHaveValue("n? lr/");
});

test("goes through the conversations with the arrow keys, renames and deletes there", async ({ page }) => {
  await open(page);
  for (const text of ["one", "two"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await expect(state(page)).toContainText("Done");
    await page.keyboard.press("Control+Shift+O");
    await expect(page).toHaveURL(/\/$/);
    await expect(composer(page)).toBeFocused();
  }
  const row = (title: string) => list(page).getByRole("link", { name: title, exact: true });
  await tabTo(page, row("two"), "Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await expect(row("one")).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await expect(row("first")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Delete");
  await expect(row("two")).toBeHidden();
  await tabTo(page, page.getByRole("link", { name: "Skip to the conversation" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
