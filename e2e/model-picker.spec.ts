import type { Page } from "@playwright/test";
import type { Settings } from "#lib/settings/schema.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream } from "#lib/testing/upstream.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, choose, composer, list, open, panel, reload, send, state } from "./page.ts";
import { loadSettings } from "./settings-page.ts";

const plain = () => [{ kind: "text" as const, text: "Fine." }, stop];

const models = (page: Page) => page.getByRole("listbox", { name: "Models" });
const find = (page: Page) => page.getByRole("combobox", { name: "Find a model" });
const favourites = (page: Page) => models(page).getByRole("group", { name: "Favourites" }).getByRole("option");

async function openPicker(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Model:/ }).click();
  await expect(models(page)).toBeVisible();
}

test("marks favourites by key and by pointer, shows them first from then on, and takes the marks away", async ({
  page,
  upstream,
}) => {
  for (const name of ["gpt-5", "gpt-4.1"]) upstream.script(name, plain);
  await open(page);
  await openPicker(page);
  await expect(find(page)).toHaveAccessibleDescription(/Shift and Enter mark a favourite/);
  await find(page).fill("gpt-4");
  await page.keyboard.press("Shift+Enter");
  await expect(page.getByRole("status").filter({ hasText: "GPT-4.1 is a favourite" })).toBeAttached();
  await find(page).fill("gpt-5");
  await models(page)
    .getByRole("option", { name: /^GPT-5/ })
    .getByTitle("Favourite")
    .click();
  await expect(models(page)).toBeVisible();
  await page.keyboard.press("Escape");
  const stored = async () => ((await (await page.request.get("/api/settings")).json()) as Settings).favouriteModelIds;
  await expect.poll(stored).toEqual(["openai/gpt-4.1", "openai/gpt-5"]);

  await reload(page);
  await openPicker(page);
  await expect(favourites(page)).toHaveText([/^GPT-4\.1.*OpenAI.*favourite/, /^GPT-5.*OpenAI.*favourite/]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1440, height: 900 });
  await loadSettings(page, "/settings/models");
  const star = page.getByRole("button", { name: "Favourite: GPT-4.1" });
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await openPicker(page);
  await expect(favourites(page)).toHaveText([/^GPT-5/]);
});

test("says what each model can do, also that its thinking cannot be turned off", async ({ page, upstream }) => {
  for (const name of ["gpt-5", "gpt-5.1", "gpt-4.1"]) upstream.script(name, plain);
  await open(page);
  await openPicker(page);
  await find(page).fill("gpt");
  await expect(models(page).getByRole("option", { name: /^GPT-5 ?always/ })).toContainText(
    "always thinks, 4 efforts, 400 K context, tools, images",
  );
  await expect(models(page).getByRole("option", { name: /^GPT-5\.1/ })).toContainText(/^GPT-5\.1thinks, /);
  await expect(models(page).getByRole("option", { name: /^GPT-4\.1/ })).toContainText("answers at once");
  await page.keyboard.press("Escape");

  await choose(page, "GPT-5");
  await page.getByRole("button", { name: /^Effort:/ }).click();
  await expect(page.getByText("This model always thinks: it cannot be turned off.")).toBeVisible();
  await page.keyboard.press("Escape");
  await choose(page, "GPT-5.1");
  await page.getByRole("button", { name: /^Effort:/ }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: /^No thinking/ })).toBeVisible();
  await expect(page.getByText("it cannot be turned off")).toBeHidden();
});

test("goes through a long list without drawing it, by keys and by words", async ({ page, upstream }) => {
  for (let number = 0; number < 900; number += 1) upstream.script(`model-${number}-${"x".repeat(60)}`, plain);
  await open(page);
  await openPicker(page);
  const options = models(page).getByRole("option");
  expect(await options.count()).toBeLessThan(60);
  for (let presses = 0; presses < 60; presses += 1) await page.keyboard.press("PageDown");
  const active = await find(page).getAttribute("aria-activedescendant");
  await expect(page.locator(`[id="${active}"]`)).toBeInViewport();
  await find(page).fill("model-777");
  await expect(options.filter({ hasNotText: /^Use/ })).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Model: model-777-x/ })).toBeVisible();

  await loadSettings(page, "/settings/models");
  const shown = page.getByRole("list", { name: "Models" }).getByRole("listitem");
  await expect(shown.first()).toBeVisible();
  expect(await shown.count()).toBeLessThan(80);
  await page.getByRole("searchbox", { name: "Find a model" }).fill("model-899");
  await expect(page.getByRole("button", { name: /^Price of model-899/ })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^1 of / })).toBeVisible();
});

test("says of a model that is gone that it is, keeps what was said, and goes on with another", async ({ page, application }) => {
  const first = await startUpstream();
  const port = Number(new URL(first.url).port);
  first.script("passing", plain);
  await page.request.post(`${application.url}/api/connections`, {
    data: { kind: "compatible", name: "Passing", baseUrl: first.url },
    headers: { origin: application.url },
  });
  await ask(page, "passing", "Are you there?");
  await expect(state(page)).toContainText("Done");
  await first.close();

  await openPicker(page);
  await page.getByRole("button", { name: "Refresh" }).click();
  const missing = page.getByRole("list", { name: "Missing lists" });
  await expect(missing).toContainText("Passing: The provider could not be reached.");
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await missing.getByRole("link", { name: "Open its settings" }).click();
  await expect(page.getByRole("heading", { name: "Passing", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Back to the conversation" }).click();
  await expect(answers(page)).toContainText("Fine.");

  const second = await startUpstream({ port });
  await openPicker(page);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("passing is no longer available here. Choose another.")).toBeVisible();
  await expect(missing).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Model: passing, no longer available" })).toBeVisible();
  await reload(page);
  await expect(answers(page)).toContainText("Fine.");
  await expect(panel(page)).toContainText("passing");
  await expect(page.getByText("passing is no longer available here. What was said stays")).toBeVisible();
  await composer(page).fill("And now?");
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("And now?");
  await choose(page, "answer-only");
  await composer(page).press("Enter");
  await expect(answers(page)).toHaveCount(2);
  await expect(state(page)).toContainText("Done");
  await second.close();
});

test("takes a typed name for a model where the server has no list", async ({ page, application, context }) => {
  const server = await startUpstream({ isListless: true });
  server.script("my-model", plain);
  await page.request.post(`${application.url}/api/connections`, {
    data: { kind: "compatible", name: "Workshop", baseUrl: server.url },
    headers: { origin: application.url },
  });
  await open(page);
  await openPicker(page);
  await find(page).fill("my model");
  await expect(page.getByText("No model by that name.")).toBeVisible();
  await find(page).fill("my-model");
  const offers = models(page).getByRole("group", { name: "Not in the lists" }).getByRole("option");
  await expect(offers).toHaveText([/^Use “my-model” from Workshop$/, /^Use “my-model” from OpenAI$/]);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const word = page.getByRole("button", { name: "Model: my-model", exact: true });
  await expect(word).toBeVisible();
  await expect(page.getByRole("button", { name: "Effort: Medium effort" })).toBeVisible();
  await send(page, "Are you there?");
  await expect(answers(page)).toContainText("Fine.");
  await expect(state(page)).toContainText("Done");
  expect(server.requests.at(-1)?.body).toMatchObject({ model: "my-model" });

  await reload(page);
  await expect(word).toBeVisible();
  await word.click();
  await expect(models(page).getByRole("option", { name: /^my-model/, selected: true })).toBeVisible();
  const other = await context.newPage();
  await open(other);
  await expect(other.getByRole("button", { name: "Model: my-model", exact: true })).toBeVisible();
  await server.close();
});

test("begins every new conversation with what is fixed, and leaves each its own afterwards", async ({ page, upstream }) => {
  for (const name of ["gpt-5", "gpt-4.1"]) upstream.script(name, plain);
  await open(page);
  await loadSettings(page, "/settings/models");
  await page.getByRole("button", { name: "Model: The model used last" }).click();
  await find(page).fill("gpt-5");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Model: GPT-5" })).toBeFocused();
  await page.getByRole("button", { name: "Effort: The effort used last" }).click();
  await expect(page.getByRole("menuitemcheckbox")).toHaveText([/used last/, /^Minimal/, /^Low/, /^Medium/, /^High/]);
  await page.getByRole("menuitemcheckbox", { name: /^Low/ }).click();

  await ask(page, "GPT-4.1", "With another");
  await expect(state(page)).toContainText("Done");
  await list(page).getByRole("link", { name: "New conversation", exact: true }).click();
  await expect(page.getByRole("button", { name: "Model: GPT-5", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Effort: Low effort" })).toBeVisible();
  await send(page, "With the fixed one");
  await expect(state(page)).toContainText("Done");
  expect(upstream.requests.at(-1)?.body).toMatchObject({ model: "gpt-5", reasoning: { effort: "low" } });
  await list(page).getByRole("link", { name: "With another" }).click();
  await expect(page.getByRole("button", { name: "Model: GPT-4.1", exact: true })).toBeVisible();
});
