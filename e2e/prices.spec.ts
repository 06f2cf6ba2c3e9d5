import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { ask, panel, reload, send, state } from "./page.ts";
import { loadSettings } from "./settings-page.ts";

const counted = () => [
  { kind: "text" as const, text: "408." },
  { kind: "finish" as const, reason: "stop" as const, usage: { input: 2000, output: 1000, reasoning: 0, cached: 500 } },
];

const price = (page: Page, model: string) => page.getByRole("button", { name: `Price of ${model}`, exact: false });
async function openModels(page: Page): Promise<void> {
  await loadSettings(page, "/settings/models");
  await page.getByRole("searchbox", { name: "Find a model" }).fill("priced");
}
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

test("reckons what an answer cost by the owner's own price from then on, and no cost where there is none", async ({
  page,
  upstream,
}) => {
  upstream.script("priced", counted);
  await ask(page, "priced", "Before there was a price");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page)).not.toContainText("$");

  await openModels(page);
  await expect(price(page, "priced")).toHaveAccessibleName(/: none, enter one$/);
  await price(page, "priced").click();
  const dialog = page.getByRole("dialog", { name: "Price of priced" });
  await expect(dialog).toContainText("has no price for this model");
  await expect(field(page, "Input")).toBeFocused();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.type("much");
  await page.keyboard.press("Enter");
  await expect(field(page, "Input")).toHaveAccessibleDescription(/Enter dollars/);
  await expect(field(page, "Input")).toBeFocused();
  await field(page, "Input").fill("2");
  await field(page, "Output").fill("10,5");
  await field(page, "Cached input").fill("0.4");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(price(page, "priced")).toBeFocused();
  await expect(price(page, "priced")).toHaveAccessibleName(/\$2 in, \$10\.50 out, yours, \d+ \w+ \d{4}/);

  await ask(page, "priced", "With a price");
  await expect(state(page)).toContainText("Done");
  // 1,500 at $2, 500 at $0.40 and 1,000 at $10.50 the million.
  await expect(panel(page)).toContainText("$0.0137");
  await reload(page);
  await expect(panel(page)).toContainText("$0.0137");

  await openModels(page);
  await price(page, "priced").click();
  await expect(field(page, "Output")).toHaveValue("10.5");
  await page.getByRole("button", { name: "Remove my price" }).click();
  await expect(price(page, "priced")).toHaveAccessibleName(/: none, enter one$/);
  await ask(page, "priced", "Without one again");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page)).not.toContainText("$");
  await page.getByRole("link", { name: "With a price", exact: true }).click();
  await expect(panel(page)).toContainText("$0.0137");
  await send(page, "And once more");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page)).not.toContainText("$");
});

test.describe("a model of the list", () => {
  test.use({ env: { OPENAI_BASE_URL: "https://api.openai.com/v1" }, wire: "responses" });

  test("shows the list's price with its day, and goes back to it", async ({ page }) => {
    await loadSettings(page, "/settings/models");
    await page.getByRole("searchbox", { name: "Find a model" }).fill("gpt-5");
    const one = page.getByRole("button", { name: /^Price of GPT-5:/ });
    await expect(one).toHaveAccessibleName("Price of GPT-5: $1.25 in, $10 out, list, 23 September 2026");
    await one.click();
    await expect(page.getByRole("dialog")).toContainText(
      "The list says $1.25 for input, $0.125 for cached input and $10 for output, read on 23 September 2026.",
    );
    await field(page, "Input").fill("1");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(one).toHaveAccessibleName(/\$1 in, \$10 out, yours/);
    await one.click();
    await expect(page.getByRole("dialog")).toContainText("The list says $1.25 for input");
    await page.getByRole("button", { name: "Use the list’s price" }).click();
    await expect(one).toHaveAccessibleName("Price of GPT-5: $1.25 in, $10 out, list, 23 September 2026");
  });
});
