import { stop } from "#lib/testing/upstream/scenario.ts";
import { thoughts } from "#lib/testing/upstream/scenarios.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, panel, read, reload, send, state, step, steps } from "./page.ts";

const counted = (reasoning: number | null) =>
  ({ kind: "finish", reason: "stop", usage: { input: 20, output: 1300, reasoning, cached: null } }) as const;

test("says of a summary that it is one, and how little of what was billed it is", async ({ page, upstream }) => {
  upstream.script("brief", () => [{ kind: "thought", text: thoughts[0] }, { kind: "text", text: "408." }, counted(1204)]);
  await ask(page, "brief");
  await expect(state(page)).toContainText("Done");
  await expect(step(page, 1)).toHaveAccessibleName(/Reading the question.*summary/);
  await expect(panel(page)).toContainText(/summary · about \d+ of 1,204 tokens/);
});

test("gives a sealed thought a card that says what is missing, with its time and its tokens", async ({ page, upstream }) => {
  upstream.script("closed", () => [{ kind: "sealed" }, { kind: "text", text: "408." }, counted(1204)]);
  await ask(page, "closed");
  await expect(state(page)).toContainText("Done");
  await expect(step(page, 1)).toHaveAccessibleName(/Sealed thought/);
  await expect(panel(page)).toContainText("The text of this thought was not given by the provider.");
  await expect(
    panel(page)
      .getByRole("definition")
      .filter({ hasText: /^1,204$/ })
      .first(),
  ).toBeVisible();
  await expect(panel(page)).toContainText("sealed · nothing of 1,204 tokens");
  const whole = await read(panel(page));
  await reload(page);
  await expect.poll(() => read(panel(page))).toBe(whole);
});

test("says that thinking was billed of which nothing was sent, and does not invent it where nothing was", async ({
  page,
  upstream,
}) => {
  upstream.script("hidden", () => [{ kind: "text", text: "408." }, counted(1204)]);
  upstream.script("thoughtless", () => [{ kind: "text", text: "408." }, counted(0)]);
  await ask(page, "hidden");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page)).toContainText("1,204 tokens were billed as thinking; the provider sent nothing of it.");
  await expect(panel(page)).toContainText("hidden · nothing of 1,204 tokens");
  await ask(page, "thoughtless");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page)).not.toContainText("billed");
});

test("says what was asked beside what was sent, once where they are the same, and why where they differ", async ({
  page,
  upstream,
}) => {
  upstream.script("gpt-5.1", () => [{ kind: "thought", text: thoughts[0] }, { kind: "text", text: "408." }, counted(0)]);
  await ask(page, "GPT-5.1", "with thinking");
  await expect(state(page)).toContainText("Done");
  await expect(panel(page).getByText("effort medium", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Effort:/ }).click();
  await page.getByRole("menuitemcheckbox", { name: /^No thinking/ }).click();
  await send(page, "without");
  const words = panel(page).getByRole("button", { name: "effort off → sent: none" });
  const why = panel(page).getByRole("tooltip");
  await expect(words).toBeVisible();
  await expect(words).toHaveAccessibleDescription("“none” is how this provider turns thinking off.");
  await expect(why).toBeHidden();
  await words.focus();
  await expect(why).toBeVisible();
});

test("says of a redacted thought that it was withheld for safety", async ({ page, request, upstream }) => {
  upstream.script("claude-careful", () => [{ kind: "redacted" }, { kind: "text", text: "408." }, counted(null)]);
  const data = { kind: "anthropic", name: "Careful", baseUrl: upstream.url, apiKey: "a-key" };
  expect((await request.post("/api/connections", { data })).status()).toBe(201);
  await ask(page, "Model claude-careful");
  await expect(state(page)).toContainText("Done");
  await expect(step(page, 1)).toHaveAccessibleName(/Redacted thought/);
  await expect(panel(page)).toContainText("The provider withheld the text of this thought for safety.");
});

test("says of a thought that arrived at once how long it was waited for", async ({ page, upstream }) => {
  const words = Array.from({ length: 200 }, (_, index) => `word${index + 1}`).join(" ");
  upstream.script("sudden", () => [
    { kind: "wait", ms: 1200 },
    { kind: "thought", text: `**All of it**\n\n${words}` },
    { kind: "text", text: "408." },
    stop,
  ]);
  await ask(page, "sudden");
  await expect(state(page)).toContainText("Done");
  const label = /arrived at once after \d\.\d s/;
  await expect(step(page, 1)).toHaveAccessibleName(label);
  await expect(answers(page).getByRole("button", { name: label })).toBeVisible();
  const bar = panel(page).getByRole("slider", { name: "The turn in time" });
  await bar.focus();
  await page.keyboard.press("Home");
  await expect(bar).toHaveAttribute("aria-valuetext", /Thinking, arrived at once, \d\.\d s/);
  await page.keyboard.press("ArrowRight");
  await expect(bar).toHaveAttribute("aria-valuetext", label);
});

test("tells what it cost, by whose price and of which day, and a dash where no price is known", async ({
  page,
  request,
  upstream,
}) => {
  upstream.script("priced", () => [{ kind: "text", text: "408." }, counted(0)]);
  await ask(page, "priced");
  await expect(state(page)).toContainText("Done");
  const cost = panel(page).locator("dt", { hasText: "Cost" }).locator("+ dd");
  await expect(cost).toHaveText("–");
  const price = { input: 1.25, output: 10, cachedInput: null, asOf: "2026-11-03" };
  expect((await request.patch("/api/settings", { data: { prices: { "openai/priced": price } } })).ok()).toBe(true);
  await page.getByRole("button", { name: "Answer again" }).click();
  await expect(panel(page)).toContainText("$0.013");
  await expect(cost).toHaveText("$0.013 at $1.25 in / $10 out per million, your own price of 2026-11-03");
});

test.describe("from a chat server", () => {
  test.use({ wire: "chat" });

  test("calls a thought that is all there full text, and a cut one cut", async ({ page, upstream }) => {
    upstream.script("broken", () => [{ kind: "thought", text: thoughts[0] }, { kind: "reset" }]);
    await ask(page, "think-then-answer");
    await expect(state(page)).toContainText("Done");
    await expect(step(page, 1)).toHaveAccessibleName(/full text/);
    await expect(panel(page).getByText("full text", { exact: true }).last()).toBeVisible();
    await ask(page, "broken");
    await expect(state(page)).toContainText("Failed", { timeout: 30_000 });
    await expect(steps(page).last()).toHaveAccessibleName(/full text.*cut/);
    await expect(panel(page)).toContainText("Broken off by the failure.");
  });
});
