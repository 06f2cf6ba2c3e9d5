import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { composer, open } from "./page.ts";
import { addProvider, addressField, connection, expectPassed, openSettings } from "./settings-page.ts";

test.describe("a provider of the environment", () => {
  test.use({ wire: "responses" });

  test("is shown as such, can be tested and cannot be changed", async ({ page }) => {
    await open(page, "/");
    await page.keyboard.press("Control+,");
    const one = connection(page, "OpenAI");
    await expect(one).toContainText("from the environment");
    await expect(one.getByRole("switch")).toHaveCount(0);
    await expect(one.getByRole("button", { name: /Edit|Remove/ })).toHaveCount(0);
    await one.getByRole("button", { name: "Test OpenAI" }).click();
    await expectPassed(page, ["First token"]);
    await expect(connection(page, "Built-in")).toContainText("comes with Aloud");
  });
});

test.describe("the settings", () => {
  test.use({ wire: "none" });

  test("are reached and left by keys, goes back to where one was, and every section is accessible", async ({
    page,
    upstream,
  }) => {
    await open(page);
    await openSettings(page);
    await addProvider(page, "OpenAI-compatible server");
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await addressField(page).fill(upstream.url);
    await addressField(page).press("Enter");
    await expectPassed(page, ["First token"]);
    await expectAccessible(page);
    await page.goBack();
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Connections", level: 1 })).toBeVisible();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("button", { name: "Remove 127.0.0.1" }).click();
    await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const section of ["Models", "Appearance", "About", "Connections"]) {
      await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: section }).click();
      await expect(page).toHaveTitle(`${section} – Aloud`);
      await expect(page.getByRole("heading", { name: section, level: 1 })).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await page.keyboard.press("s");
    await expect(composer(page)).toBeFocused();
    await composer(page).press("Tab");
    await page.keyboard.press("s");
    await expect(page.getByRole("heading", { name: "Connections", level: 1 })).toBeVisible();
  });
});
