/** Owns: the page's parts by their roles and names, and what a person does with them again and again. */
import { expect, type Locator, type Page } from "@playwright/test";

export const composer = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
export const thread = (page: Page) => page.getByRole("region", { name: "Messages" });
export const answers = (page: Page) => page.getByRole("article", { name: "Answer" });
export const questions = (page: Page) => page.getByRole("article", { name: "You asked" });
export const list = (page: Page) => page.getByRole("navigation", { name: "Conversations" });
export const panel = (page: Page) => page.getByRole("complementary", { name: "Reasoning" });
/** The state word and the clock at the head of the panel. */
export const state = (page: Page) => panel(page).getByRole("heading", { level: 2 });
export const steps = (page: Page) => panel(page).getByRole("button", { name: /^Step \d+/ });
export const step = (page: Page, number: number) => panel(page).getByRole("button", { name: new RegExp(`^Step ${number}\\b`) });

/** What a person can read there: neither what is hidden nor how it is marked up. */
export function read(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: layout is the point here, text that is not shown must not count.
  return place.innerText();
}

/** Opens the page and waits until it listens: the message field takes the focus. */
export async function open(page: Page, path = "/"): Promise<void> {
  await page.goto(path);
  await expect(composer(page)).toBeFocused();
}

/** Chooses a model in the composer. */
export async function choose(page: Page, model: string): Promise<void> {
  await page.getByRole("button", { name: /^Model:/ }).click();
  await page.getByRole("combobox", { name: "Find a model" }).fill(model);
  await page.getByRole("option", { name: model, exact: false }).first().click();
  await expect(page.getByRole("button", { name: `Model: ${model}`, exact: true })).toBeVisible();
}

export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** From the first page: chooses the model and asks; resolves when the conversation has its address. */
export async function ask(page: Page, model: string, text = "What is seventeen times twenty-four?"): Promise<void> {
  await open(page);
  await choose(page, model);
  await send(page, text);
  await expect(page).toHaveURL(/\/c\/con_/);
}

/** Loads the page again and waits until it listens. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await expect(composer(page)).toBeFocused();
}

/** The numbered words of the `counting` scenario that the page shows, in the order of the page. */
export async function words(page: Page): Promise<{ thought: string[]; answer: string[] }> {
  const find = async (place: Locator, pattern: RegExp) => [...(await read(place)).matchAll(pattern)].map(([word]) => word);
  return { thought: await find(panel(page), /\bthought\d+/g), answer: await find(answers(page).last(), /\banswer\d+/g) };
}
