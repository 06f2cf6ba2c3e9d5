/** Owns: the parts of the settings by their roles and names, and what a person does there again and again. */
import { expect, type Locator, type Page } from "@playwright/test";
import { list, read } from "./page.ts";

export const keyField = (page: Page) => page.getByRole("textbox", { name: /^Key\b/ });
export const addressField = (page: Page) => page.getByRole("textbox", { name: "Address", exact: true });
export const nameField = (page: Page) => page.getByRole("textbox", { name: /^Name( if|$)/ });
export const connection = (page: Page, name: string) => page.getByRole("article", { name });
/** One step of the test that is shown. */
export const testStep = (page: Page, name: string): Locator =>
  page
    .getByRole("list", { name: /^Test of/ })
    .getByRole("listitem")
    .filter({ hasText: new RegExp(`^${name}`) });

/** From any page to the connections. */
export async function openSettings(page: Page): Promise<void> {
  await list(page).getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Connections", level: 1 })).toBeVisible();
}

/**
 * Loads a page of the settings and waits until it listens: it then opens the line on which it hears of changes. A section whose code comes
 * late may not yet: go there by `openSection`.
 */
export async function loadSettings(page: Page, path: string): Promise<void> {
  const listening = page.waitForRequest("**/api/conversations/events");
  await page.goto(path);
  await listening;
}

/** From nowhere to a section, when it listens. */
export async function openSection(page: Page, name: string): Promise<void> {
  await loadSettings(page, "/settings/about");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** From the connections to the form of a new one. */
export async function addProvider(page: Page, kind: string): Promise<void> {
  await page.getByRole("button", { name: "Add a provider" }).click();
  await page.getByRole("button", { name: new RegExp(`^${kind}(?!-)`) }).click();
  await expect(page.getByRole("heading", { name: kind, level: 1 })).toBeVisible();
}

export async function expectPassed(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) await expect(testStep(page, name)).toContainText("passed");
}

/** Begins a conversation with the model that was tested; returns its name. */
export async function startConversation(page: Page): Promise<string> {
  const start = page.getByRole("button", { name: /^Start a conversation with/ });
  const model = (await read(start)).replace("Start a conversation with ", "");
  await start.click();
  await expect(page.getByRole("button", { name: `Model: ${model}`, exact: true })).toBeVisible();
  return model;
}
