import { expect, test } from "./fixtures.ts";
import { answers, ask, choose, list, open, panel, reload, send, state } from "./page.ts";

test.beforeEach(({ upstream }) => {
  const answer = upstreamAnswer("Fine.");
  for (const model of ["gpt-5", "gpt-4.1"]) upstream.script(model, answer);
});

const upstreamAnswer = (text: string) => () => [
  { kind: "thought" as const, text: "**Considering**\n\nThis is easy." },
  { kind: "text" as const, text },
  { kind: "finish" as const, reason: "stop" as const, usage: "count" as const },
];

test("offers the models of the provider and the built-in one, with what each can do", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: /^Model:/ }).click();
  const models = page.getByRole("listbox", { name: "Models" });
  await expect(models.getByRole("group")).toHaveCount(2);
  await expect(models.getByRole("option", { name: /^Built-in reasoner/ })).toContainText("thinks, 4 efforts");
  const find = page.getByRole("combobox", { name: "Find a model" });
  await find.fill("gpt");
  await expect(models.getByRole("option").filter({ hasNotText: /^Use/ })).toHaveCount(2);
  await expect(models.getByRole("option", { name: /^GPT-5/ })).toContainText("thinks, 4 efforts, 400 K context");
  await expect(models.getByRole("option", { name: /^GPT-4.1/ })).toContainText("answers at once, 1 M context");
  await find.fill("nothing of this name");
  await expect(page.getByText("No model by that name.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(models).toBeHidden();
});

test("offers only the efforts a model has, sends the chosen one and says so", async ({ page, upstream }) => {
  await open(page);
  await choose(page, "GPT-5");
  await page.getByRole("button", { name: /^Effort:/ }).click();
  await expect(page.getByRole("menuitemcheckbox")).toHaveText([/^Minimal/, /^Low/, /^Medium/, /^High/]);
  await page.getByRole("menuitemcheckbox", { name: /^High/ }).click();
  await expect(page.getByRole("button", { name: "Effort: High effort" })).toBeVisible();
  await send(page, "How hard will you think?");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page)).toContainText("GPT-5");
  await expect(panel(page)).toContainText("effort high");
  expect(upstream.requests.at(-1)?.body).toMatchObject({ model: "gpt-5", reasoning: { effort: "high" } });

  await choose(page, "GPT-4.1");
  await expect(page.getByRole("button", { name: /^Effort:/ })).toBeHidden();
});

test("tells when another effort was sent than the one asked for", async ({ page }) => {
  await ask(page, "no-effort");
  await expect(answers(page)).toContainText("I answer without thinking.");
  await expect(panel(page)).toContainText("This model does not take this effort. Asking again without.");
  await expect(panel(page)).toContainText("effort medium → sent: nothing");
});

test("remembers model and effort for the next conversation, and each conversation remembers its own", async ({ page }) => {
  await ask(page, "GPT-5", "first");
  await expect(state(page)).toContainText("Done");
  await page.getByRole("button", { name: /^Effort:/ }).click();
  await page.getByRole("menuitemcheckbox", { name: /^Low/ }).click();
  await list(page).getByRole("link", { name: "New conversation", exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("button", { name: "Model: GPT-5", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Effort: Low effort" })).toBeVisible();
  await reload(page);
  await expect(page.getByRole("button", { name: "Model: GPT-5", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Effort: Low effort" })).toBeVisible();

  await choose(page, "answer-only");
  await send(page, "second");
  await expect(state(page)).toContainText("Done");
  await list(page).getByRole("link", { name: "first", exact: true }).click();
  await expect(page.getByRole("button", { name: "Model: GPT-5", exact: true })).toBeVisible();
});
