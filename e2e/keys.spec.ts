import type { Page } from "@playwright/test";
import { connectProgram, programWith } from "./api-client.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { read } from "./page.ts";
import { openSection } from "./settings-page.ts";

test.use({ wire: "chat" });

const apiKey = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const field = (page: Page, name: string) => page.getByRole("textbox", { name });
const make = (page: Page) => page.getByRole("button", { name: "Make the key" }).click();
const card = (page: Page) => page.getByRole("region", { name: /^The key of/ });

test("a key is made by keyboard, shown once and copied, and then never again", async ({ page, context, application }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSection(page, "API keys");
  await expect(page.getByText("There is no key yet, so no program can ask here.")).toBeVisible();
  await page.getByRole("button", { name: "Make a key" }).press("Enter");
  await expect(field(page, "Name")).toBeFocused();
  await expect(page.getByRole("radio", { name: /^Nothing/ })).toBeChecked();
  await expect(page.getByRole("group", { name: "Where thoughts stand in chat completions" })).toHaveCount(0);
  await page.keyboard.type("Notes");
  await page.keyboard.press("Enter");
  await expect(card(page)).toBeFocused();
  const key = await read(card(page).getByRole("code"));
  await card(page).getByRole("button", { name: "Copy the key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await expect(apiKey(page, "Notes")).toContainText(`${key.slice(0, 12)}… · no thinking leaves · all models`);
  await expect(apiKey(page, "Notes")).toContainText("Never used");
  expect((await programWith(application.url, key).client.models.list()).data.length).toBeGreaterThan(0);
  await card(page).getByRole("button", { name: "I have copied it" }).click();
  await expect(card(page)).toHaveCount(0);
  await expect(apiKey(page, "Notes").getByRole("button", { name: "Change Notes" })).toBeFocused();
  await page.reload();
  await expect(apiKey(page, "Notes")).toContainText("Last used today");
  expect(await page.content()).not.toContain(key);
});

test("what a key allows is chosen, refused where it is no number, changed, and holds", async ({ page, application }) => {
  await openSection(page, "API keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  await make(page);
  await expect(field(page, "Name")).toBeFocused();
  await expect(field(page, "Name")).toHaveAccessibleDescription(/Give it a name/);
  await field(page, "Name").fill("Limited");
  await page.getByRole("radio", { name: /^Summaries/ }).check();
  await page.getByRole("radio", { name: /^<think> tags/ }).check();
  await page.getByRole("radio", { name: "Only some" }).check();
  await field(page, "Spending limit").fill("a lot");
  await make(page);
  await expect(page.getByRole("searchbox", { name: "Find a model" })).toBeFocused();
  await page.getByRole("searchbox", { name: "Find a model" }).fill("answer-only");
  await page.getByRole("checkbox", { name: /^answer-only/ }).check();
  await expect(page.getByText("1 chosen.")).toBeVisible();
  await make(page);
  await expect(field(page, "Spending limit")).toBeFocused();
  await field(page, "Spending limit").fill("2,50");
  await page.getByRole("combobox", { name: "counted over" }).selectOption("the last 7 days");
  await field(page, "Requests a minute").fill("3");
  await page.getByRole("checkbox", { name: /^May use your tools/ }).check();
  await page.getByRole("radio", { name: "In 30 days" }).check();
  await make(page);
  const key = await read(card(page).getByRole("code"));
  const one = apiKey(page, "Limited");
  await expect(one).toContainText("summaries of the thinking leave");
  await expect(one).toContainText("/answer-only · may use your tools · 3 requests a minute");
  await expect(one).toContainText("$0.00 of $2.50 in the last 7 days");
  await expect(one).toContainText(/expires on \d+ \w+ \d{4}/);

  const { client } = programWith(application.url, key);
  expect((await client.models.list()).data.map(({ id }) => id.split("/").at(-1))).toEqual(["default", "answer-only"]);
  await client.models.list();
  await client.models.list();
  await expect(client.models.list()).rejects.toMatchObject({ status: 429 });

  await one.getByRole("button", { name: "Change Limited" }).click();
  await expect(page).toHaveURL(/\?edit=key_/);
  await expect(page.getByRole("radio", { name: /^<think> tags/ })).toBeChecked();
  await field(page, "Requests a minute").fill("");
  await field(page, "Name").fill("Less limited");
  await page.getByRole("radio", { name: "All", exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(apiKey(page, "Less limited")).toContainText("all models");
  await expect(apiKey(page, "Less limited").getByRole("button", { name: "Change Less limited" })).toBeFocused();
  expect((await client.models.list()).data.length).toBeGreaterThan(1);
});

test("a key is deleted when that is confirmed, and opens nothing from then on", async ({ page, application }) => {
  const { client } = await connectProgram(application, { name: "Short-lived" });
  await openSection(page, "API keys");
  await apiKey(page, "Short-lived").getByRole("button", { name: "Delete Short-lived" }).click();
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Escape");
  await client.models.list();
  await apiKey(page, "Short-lived").getByRole("button", { name: "Delete Short-lived" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(apiKey(page, "Short-lived")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "API keys", level: 1 })).toBeFocused();
  await expect(client.models.list()).rejects.toMatchObject({ status: 401 });
});

test("a list that cannot be read says so, and what was typed is kept when it cannot be saved", async ({ page, application }) => {
  await connectProgram(application, { name: "Known" });
  await openSection(page, "API keys");
  await expect(apiKey(page, "Known")).toBeVisible();
  await page.route("**/api/keys", (route) => route.abort());
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByRole("alert").filter({ hasText: "The list may be old." })).toBeVisible();
  await expect(apiKey(page, "Known")).toBeVisible();
  await page.getByRole("button", { name: "Make a key" }).click();
  await field(page, "Name").fill("Not lost");
  await make(page);
  await expect(page.getByRole("alert").filter({ hasText: "What you typed is still here." })).toBeVisible();
  await expect(field(page, "Name")).toHaveValue("Not lost");
  await page.unroute("**/api/keys");
  await make(page);
  await expect(apiKey(page, "Not lost")).toBeVisible();
});

test("the keys, their form and the key that was made are accessible", async ({ page, application }) => {
  const name = `A name of eighty letters ${"without a space".replaceAll(" ", "").repeat(4)}`.slice(0, 80);
  await connectProgram(application, { name, exposure: "full", spending: { amount: 5, days: 7 } });
  await openSection(page, "API keys");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByRole("radio", { name: /^Everything/ }).check();
  await page.getByRole("radio", { name: "Only some" }).check();
  await page.getByRole("radio", { name: "After a day" }).check();
  await make(page);
  await expect(page.getByText("Choose a day.")).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await field(page, "Name").fill("Made");
  await page.getByRole("radio", { name: "All", exact: true }).check();
  await page.getByRole("radio", { name: "Never" }).check();
  await make(page);
  await expect(card(page)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
