import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { answers, ask, composer, list, open, panel, questions, read, reload, send, state } from "./page.ts";

const phone = { width: 390, height: 844 };

/** How far the page could be scrolled to the side, in pixels. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { documentElement: root, body } = document;
    return Math.max(root.scrollWidth, body.scrollWidth) - window.innerWidth;
  });
}

test.describe("390 pixels wide", () => {
  test.use({ viewport: phone });

  test("asks, reads the thinking in a sheet of three heights, and finds conversations in a drawer", async ({ page }) => {
    await ask(page, "think-then-answer", "first");
    await expect(answers(page)).toContainText("408");
    await expect(panel(page)).toBeHidden();
    await expect(list(page)).not.toBeInViewport();

    await answers(page)
      .getByRole("button", { name: /^Thought for/ })
      .click();
    const height = async () => Math.round((((await panel(page).boundingBox())?.height ?? 0) / phone.height) * 100);
    await expect(panel(page)).toContainText("Reading the question");
    await expect.poll(height).toBe(60);
    const handle = page.getByRole("separator", { name: "Height of the reasoning" });
    await handle.focus();
    await page.keyboard.press("ArrowUp");
    await expect.poll(height).toBe(92);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect.poll(height).toBe(32);
    const box = await handle.boundingBox();
    const middle = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x, phone.height * 0.35, { steps: 4 });
    await page.mouse.up();
    await expect.poll(height).toBe(60);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await panel(page).getByRole("button", { name: "Close the reasoning" }).click();
    await expect(panel(page)).toBeHidden();

    await page.getByRole("button", { name: "Show conversations" }).click();
    await expect(list(page)).toBeInViewport();
    await list(page).getByRole("link", { name: "New conversation", exact: true }).click();
    await expect(list(page)).not.toBeInViewport();
    await send(page, "second");
    await expect(questions(page)).toContainText("second");
    await page.getByRole("button", { name: "Show conversations" }).click();
    await list(page).getByRole("link", { name: "first", exact: true }).click();
    await expect(questions(page)).toContainText("first");
    await expect(list(page)).not.toBeInViewport();
    await page.getByRole("button", { name: "Show conversations" }).click();
    await expect(list(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(list(page)).not.toBeInViewport();
  });

  test("chooses model and effort within the screen", async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: /^Model:/ }).click();
    await expect(page.getByRole("listbox", { name: "Models" })).toBeInViewport();
    const box = await page.getByRole("dialog", { name: "Model" }).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
  });

  test("the message field grows with its words and never hides the way to send", async ({ page }) => {
    await open(page);
    const before = (await composer(page).boundingBox())?.height ?? 0;
    await composer(page).fill(Array.from({ length: 60 }, (_, index) => `line ${index}`).join("\n"));
    await expect.poll(async () => (await composer(page).boundingBox())?.height).toBeGreaterThan(before + 100);
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeInViewport({ ratio: 1 });
    expect((await composer(page).boundingBox())?.height).toBeLessThan(phone.height / 2);
  });
});

test.describe("on a touch screen", () => {
  test.use({ viewport: phone, hasTouch: true, isMobile: true });

  test("Enter makes a new line, and the button sends", async ({ page }) => {
    await page.goto("/");
    await composer(page).tap();
    await expect(async () => {
      await composer(page).fill("one");
      await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible({ timeout: 500 });
    }).toPass();
    await composer(page).press("Enter");
    await composer(page).pressSequentially("two");
    await expect(composer(page)).toHaveValue("one\ntwo");
    await page.getByRole("button", { name: "Send", exact: true }).tap();
    await expect(questions(page)).toContainText("one\ntwo");
    await expect(answers(page)).toContainText("408");
    expect(await overhang(page)).toBeLessThanOrEqual(0);
  });
});

for (const width of [390, 640, 900, 1280, 2560]) {
  test(`nothing can be scrolled sideways at ${width} pixels, however ugly the text`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await ask(page, "ugly-markdown", `${"W".repeat(500)} and an address https://example.org/${"path/".repeat(60)}`);
    await expect(answers(page)).toContainText("A footnote.");
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    if (width < 900)
      await answers(page)
        .getByRole("button", { name: /^Thought/ })
        .click();
    await expect(state(page)).toContainText("Done");
    await expect(panel(page)).toContainText("Making a mess");
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    for (const region of [page.getByRole("region", { name: "Messages" }), answers(page), questions(page)]) {
      const { scrollWidth, clientWidth } = await region.evaluate(({ scrollWidth, clientWidth }) => ({
        scrollWidth,
        clientWidth,
      }));
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    }
    if (width >= 900) {
      await reload(page);
      await expect(answers(page)).toContainText("A footnote.");
      expect(await overhang(page)).toBeLessThanOrEqual(0);
    }
  });
}

test("two hundred percent zoom leaves everything reachable", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await ask(page, "think-then-answer");
  await expect(answers(page)).toContainText("408");
  await expect(composer(page)).toBeInViewport();
  await expect(page.getByRole("button", { name: /^Send/ })).toBeInViewport();
  await page.getByRole("button", { name: "Show reasoning" }).click();
  await expect(panel(page)).toContainText("Reading the question");
  await panel(page).getByText("Tokens", { exact: true }).scrollIntoViewIfNeeded();
  await expect(panel(page).getByText("Tokens", { exact: true })).toBeInViewport();
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expect(await read(panel(page))).toContain("Working it out");
});
