import type { Page } from "@playwright/test";
import type { Scenario } from "#lib/testing/upstream/scenario.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { thoughts } from "#lib/testing/upstream/scenarios.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, panel, reload, state } from "./page.ts";

/** Spends the limit on thinking; asked once more, it answers. */
const greedy: Scenario = ({ earlier }) =>
  earlier === 0
    ? [
        { kind: "thought", text: thoughts[0] },
        { kind: "finish", reason: "length", usage: { input: 20, output: 4096, reasoning: 4096, cached: null } },
      ]
    : [{ kind: "text", text: "It is 408." }, stop];

const sentence = "The thinking used up the whole output limit; no answer was written.";
const place = (page: Page, where: "message" | "panel") => (where === "panel" ? panel(page) : answers(page));

async function greedyTurn(page: Page) {
  await ask(page, "greedy");
  await expect(state(page)).toContainText("No answer");
  await expect(answers(page)).toContainText(sentence);
  await expect(panel(page)).toContainText(sentence);
}

test.beforeEach(({ upstream }) => {
  upstream.script("greedy", greedy);
});

for (const where of ["message", "panel"] as const) {
  test(`finishes from the ${where} an answer whose limit went on thinking`, async ({ page, upstream }) => {
    await greedyTurn(page);
    await place(page, where).getByRole("button", { name: "Finish the answer" }).click();
    await expect(answers(page)).toContainText("It is 408.");
    await expect(state(page)).toContainText("Done");
    expect(JSON.stringify(upstream.requests.at(-1)?.body)).toContain("I split it into easier parts.");
    await expect(panel(page)).toContainText("Answers from the thought of attempt 1");
    await reload(page);
    await expect(answers(page)).toContainText("Answers from the thought of attempt 1");

    await answers(page).getByRole("button", { name: "attempt 1" }).click();
    await expect(answers(page)).toContainText(sentence);
    await expect(panel(page)).toContainText("Reading the question");
  });
}

test("raises the limit to a step above the one that was not enough", async ({ page, upstream }) => {
  await greedyTurn(page);
  await answers(page).getByRole("button", { name: "Raise the limit" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["8,192 tokens", "16,384 tokens", "32,768 tokens"]);
  await page.getByRole("menuitem", { name: "16,384 tokens" }).click();
  await expect(answers(page)).toContainText("It is 408.");
  expect(JSON.stringify(upstream.requests.at(-1)?.body)).toContain("16384");
  await expect(panel(page).getByText("limit 16,384", { exact: true })).toBeVisible();
  await expect(answers(page)).not.toContainText("Answers from the thought");
});

test("answers from where a stopped thought was left, beside asking again", async ({ page, upstream }) => {
  upstream.script("stopped", ({ earlier }) =>
    earlier === 0
      ? [{ kind: "thought", text: thoughts[0] }, { kind: "hold" }, stop]
      : [{ kind: "text", text: "It is 408." }, stop],
  );
  await ask(page, "stopped");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  await panel(page).getByRole("button", { name: "Stop" }).click();
  await expect(state(page)).toContainText("Stopped");
  await expect(answers(page).getByRole("button", { name: "Retry" })).toBeVisible();
  await answers(page).getByRole("button", { name: "Answer from here" }).click();
  await expect(answers(page)).toContainText("It is 408.");
  expect(JSON.stringify(upstream.requests.at(-1)?.body)).toContain("I split it into easier parts.");
});

test("has nothing to answer from where no thought can be read", async ({ page, upstream }) => {
  upstream.script("silent", () => [
    { kind: "sealed" },
    { kind: "finish", reason: "length", usage: { input: 20, output: 4096, reasoning: 4096, cached: null } },
  ]);
  await ask(page, "silent");
  await expect(answers(page)).toContainText(sentence);
  await expect(answers(page).getByRole("button", { name: "Raise the limit" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Finish the answer" })).toHaveCount(0);
});
