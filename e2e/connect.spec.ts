import type { Page } from "@playwright/test";
import { connectProgram } from "./api-client.ts";
import { expectAccessible } from "./axe.ts";
import { counting } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, list, read } from "./page.ts";
import { openSection } from "./settings-page.ts";

test.use({ wire: "chat" });

const keyField = (page: Page) => page.getByRole("textbox", { name: /^Key/ });
const ask = (page: Page) => page.getByRole("button", { name: "Ask", exact: true });
const trial = (page: Page) => page.getByRole("region", { name: "The trial" });

async function chooseModel(page: Page, name: string) {
  await page.getByRole("button", { name: /^Model:/ }).click();
  await page.getByRole("combobox", { name: "Find a model" }).fill(name);
  await page.getByRole("option", { name }).first().click();
}

test("tells every program the real address, the key just made and the model", async ({ page, application }) => {
  await openSection(page, "API keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Fresh");
  await page.keyboard.press("Enter");
  const card = page.getByRole("region", { name: /^The key of/ });
  const key = await read(card.getByRole("code"));
  await card.getByRole("link", { name: "Connect a program with it" }).click();
  await expect(page.getByRole("heading", { name: "Connect", level: 1 })).toBeVisible();
  await chooseModel(page, "answer-only");
  for (const program of [
    ...["curl", "Python", "JavaScript", "AI SDK", "Continue", "Cline", "Open WebUI", "OpenBB Workspace"],
    ...["WebSocket", "useChat", "AG-UI"],
  ]) {
    await page.getByRole("radio", { name: program, exact: true }).check();
    const place = page.getByRole("region", { name: program, exact: true });
    await expect(place).toContainText(application.url.replace("http://", ""));
    await expect(place).toContainText(key);
  }
  await page.getByRole("radio", { name: "Python", exact: true }).check();
  await expect(page.getByRole("region", { name: "Python" })).toContainText("/answer-only");
  await page.getByRole("combobox", { name: "Key", exact: true }).selectOption({ index: 0 });
  await page.reload();
  await expect(page.getByRole("region", { name: "curl" })).toContainText("aloud_…");
  expect(await page.content()).not.toContain(key);
});

test("the trial shows thinking and answer as they come, how fast, and leads to the conversation", async ({
  page,
  upstream,
  application,
}) => {
  upstream.script("counting", counting);
  const { key } = await connectProgram(application, { name: "Open", exposure: "full" });
  await openSection(page, "Connect");
  await chooseModel(page, "counting");
  upstream.hold();
  await keyField(page).fill(key);
  await expect(page.getByText("of “Open”")).toBeVisible();
  await keyField(page).press("Enter");
  await expect(trial(page)).toContainText("Being answered");
  upstream.release(30);
  await expect(trial(page)).toContainText("thought26");
  await expect(trial(page)).toContainText("The thinking came out");
  await expect(trial(page)).not.toContainText("answer1");
  upstream.release();
  await expect(trial(page)).toContainText("It works");
  await expect(trial(page)).toContainText("answer40");
  for (const time of ["First byte", "First thought", "First word", "In all"]) {
    await expect(trial(page).getByRole("definition").filter({ hasText: /\d/ })).toHaveCount(4);
    await expect(trial(page)).toContainText(time);
  }
  await trial(page).getByRole("link", { name: "Open its conversation" }).click();
  await expect(answers(page)).toContainText("answer40");
  await expect(list(page).getByRole("link", { name: /asked through API with the key Open/ })).toBeVisible();
});

test("the trial says that the key lets no thinking leave, and leads to where that is changed", async ({ page, application }) => {
  const { key, keyId } = await connectProgram(application, { name: "Closed" });
  await openSection(page, "Connect");
  await chooseModel(page, "think-then-answer");
  await keyField(page).fill(key);
  await ask(page).click();
  await expect(trial(page)).toContainText("No thinking came out: this key lets none of it leave.");
  await expect(trial(page)).toContainText("It works");
  await expect(trial(page)).not.toContainText("I split it");
  await trial(page).getByRole("link", { name: "Change what it lets leave" }).click();
  await expect(page).toHaveURL(new RegExp(`/settings/keys\\?edit=${keyId}$`));
  await expect(page.getByRole("radio", { name: /^Nothing/ })).toBeChecked();
});

test("what keeps the trial from working is said in sentences", async ({ page, upstream, application }) => {
  upstream.script("counting", counting);
  const { key, keyId } = await connectProgram(application, { name: "Soon gone", exposure: "full" });
  await openSection(page, "Connect");
  await ask(page).click();
  await expect(keyField(page)).toBeFocused();
  await expect(keyField(page)).toHaveAccessibleDescription(/Paste a key, or make one/);
  await keyField(page).fill("aloud_no-such-key");
  await ask(page).click();
  await expect(trial(page).getByRole("alert")).toContainText(/key/i);
  await expect(trial(page)).toContainText("It does not work yet");

  await chooseModel(page, "wrong-key");
  await keyField(page).fill(key);
  await ask(page).click();
  await expect(trial(page).getByRole("alert")).toContainText(/refused the key/);

  await chooseModel(page, "counting");
  upstream.hold();
  await ask(page).click();
  upstream.release(30);
  await expect(trial(page)).toContainText("thought26");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(trial(page)).toContainText("Stopped");
  await expect(ask(page)).toBeVisible();

  await ask(page).click();
  upstream.release(30);
  await expect(trial(page)).toContainText("thought26");
  await fetch(`${application.url}/api/keys/${keyId}`, { method: "DELETE" });
  await expect(trial(page)).toContainText("It does not work yet");
  await expect(trial(page).getByRole("alert")).toBeVisible();
  await application.kill();
  await ask(page).click();
  await expect(trial(page).getByRole("alert")).toContainText("Aloud could not be reached.");
});

test("every program's page and a trial are accessible, and fit a narrow window", async ({ page, application }) => {
  const name = `An editor with a name of eighty letters ${"x".repeat(40)}`;
  const { key } = await connectProgram(application, { name, exposure: "full" });
  await openSection(page, "Connect");
  await expectAccessible(page);
  await chooseModel(page, "ugly-markdown");
  await keyField(page).fill(key);
  await ask(page).click();
  await expect(trial(page)).toContainText("It works");
  await expectAccessible(page);
  for (const program of ["Cline", "OpenBB Workspace", "useChat"]) {
    await page.getByRole("radio", { name: program, exact: true }).check();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
});
