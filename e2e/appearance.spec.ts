import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { answers, ask, list, open, state } from "./page.ts";

/** 0 is black, 255 is white. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    if (!context) throw new Error("No canvas");
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}

async function chooseLook(page: Page, name: string): Promise<void> {
  await list(page).getByRole("button", { name: "Appearance" }).click();
  await page.getByRole("menuitemcheckbox", { name, exact: true }).click();
}

test("follows the system until told otherwise, then stays as chosen, from the first byte of the page on", async ({
  page,
  context,
  browser,
  application,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  expect(await brightness(page)).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => brightness(page)).toBeLessThan(60);

  await chooseLook(page, "Light");
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  const html = async () => (await page.request.get(application.url)).text();
  expect(await html()).toContain('data-theme="light"');
  await chooseLook(page, "Dark");
  await expect.poll(() => brightness(page)).toBeLessThan(60);
  expect(await html()).toContain('data-theme="dark"');

  // Without scripts the page is as it is before they run: what is right here cannot flash.
  const still = await browser.newContext({ javaScriptEnabled: false, colorScheme: "light", baseURL: application.url });
  await still.addCookies(await context.cookies());
  const first = await still.newPage();
  await first.goto("/");
  expect(await brightness(first)).toBeLessThan(60);
  await still.close();
});

test("sets answers in the face the reader chose", async ({ page }) => {
  await ask(page, "answer-only");
  await expect(state(page)).toContainText("Done");
  const face = () =>
    answers(page)
      .getByText("Seventeen times")
      .evaluate((element) => getComputedStyle(element).fontFamily);
  const serif = await face();
  await chooseLook(page, "Sans serif");
  await expect.poll(face).not.toBe(serif);
  const sans = await face();
  await page.reload();
  await expect.poll(face).toBe(sans);
});

test("keeps the width of the panel and whether the conversations are shown", async ({ page }) => {
  await ask(page, "answer-only");
  const divider = page.getByRole("separator", { name: "Width of the reasoning" });
  await divider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(divider).toHaveAttribute("aria-valuenow", "432");
  await list(page).getByRole("button", { name: "Hide conversations" }).click();
  await expect(list(page)).toBeHidden();
  await page.reload();
  await expect(divider).toHaveAttribute("aria-valuenow", "432");
  await expect(list(page)).toBeHidden();
  await page.getByRole("button", { name: "Show conversations" }).click();
  await expect(list(page)).toBeVisible();
});
