import type { Page } from "@playwright/test";
import type { Scenario } from "#lib/testing/upstream/scenario.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { thoughts } from "#lib/testing/upstream/scenarios.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, composer, open, panel, read, reload, state, step } from "./page.ts";

/** Thinks until it is let go; asked once more, it waits and then answers. */
const pondering: Scenario = ({ earlier }) =>
  earlier === 0
    ? [
        { kind: "thought", text: thoughts[0] },
        { kind: "hold" },
        { kind: "thought", text: thoughts[1] },
        { kind: "text", text: "Late." },
        stop,
      ]
    : [{ kind: "hold" }, { kind: "text", text: "About four hundred." }, stop];

const button = (page: Page) => panel(page).getByRole("button", { name: "Answer now" });

test.beforeEach(({ upstream }) => {
  upstream.script("pondering", pondering);
});

test("cuts the thinking where it stands and answers from it in the same turn", async ({ page, upstream }) => {
  await ask(page, "pondering");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  const line = answers(page).getByRole("button", { name: /^Thinking/ });
  await expect(line).toBeVisible();

  await button(page).click();
  await expect(state(page)).toContainText("Answering now");
  await expect(answers(page).getByRole("button", { name: /^Answering now/ })).toBeVisible();
  await expect(button(page)).toBeHidden();
  await upstream.abortSeen();
  await expect(page.getByRole("status").filter({ hasText: /^Answering now$/ })).toBeAttached();
  await expect(step(page, 1)).toHaveAccessibleName(/cut/);
  await expect(panel(page)).toContainText("Cut by you to answer now");
  await expect(panel(page)).toContainText("Model call 2");

  upstream.release();
  await expect(answers(page)).toContainText("About four hundred.");
  await expect(state(page)).toContainText("Done");
  expect(await read(answers(page))).not.toContain("Late.");
  const second = JSON.stringify(upstream.requests.at(-1)?.body);
  expect(second).toContain("I split it into easier parts.");
  await expect(answers(page).getByRole("button", { name: /cut by you/ })).toBeVisible();

  const whole = await read(panel(page));
  await reload(page);
  await expect.poll(() => read(panel(page))).toBe(whole);
});

test("names both model calls in the bar row, each with its own waiting", async ({ page, upstream }) => {
  await ask(page, "pondering");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  await button(page).click();
  await expect(state(page)).toContainText("Answering now");
  upstream.release();
  await expect(state(page)).toContainText("Done");
  const rows = panel(page).getByRole("table", { name: "The turn in time" }).getByRole("rowheader");
  const kinds = (await rows.allTextContents()).map((name) => name.replace("Reading the question", "Thinking"));
  expect(kinds.slice(0, 4)).toEqual(["Waiting", "Thinking", "Waiting", "Writing"]);
});

test("goes by a key from anywhere but a field, and the list of keys names it", async ({ page }) => {
  await ask(page, "pondering");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  await composer(page).press(".");
  await expect(composer(page)).toHaveValue(".");
  await expect(state(page)).toContainText("Thinking");

  await step(page, 1).focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toContainText("Cut the thinking and answer now");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await step(page, 1).focus();
  await page.keyboard.press(".");
  await expect(state(page)).toContainText("Answering now");
});

test("is offered while it waits, and no more once the answer has begun", async ({ page, upstream }) => {
  upstream.script("late", () => [
    { kind: "hold" },
    { kind: "text", text: "Seventeen " },
    { kind: "hold" },
    { kind: "text", text: "plus." },
    stop,
  ]);
  await ask(page, "late");
  await expect(state(page)).toContainText("Waiting");
  await expect(button(page)).toBeVisible();
  upstream.release();
  await expect(answers(page)).toContainText("Seventeen");
  await expect(state(page)).toContainText("Writing");
  await expect(button(page)).toBeHidden();
});

test("says plainly why it could not, and can then be asked again", async ({ page }) => {
  await ask(page, "pondering");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  const message = "The answer is already being written.";
  const error = { code: "conflict", message, suggestion: "Only thinking can be cut.", requestId: "req_1" };
  await page.route("**/answer-now", (route) => route.fulfill({ status: 409, json: { error } }), { times: 1 });
  await button(page).click();
  await expect(page.getByText(message)).toBeVisible();
  await button(page).click();
  await expect(state(page)).toContainText("Answering now");
});

test("in one tab is seen in the other", async ({ page, context }) => {
  await ask(page, "pondering");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  const other = await context.newPage();
  await open(other, new URL(page.url()).pathname);
  await expect(panel(other)).toContainText("I split it into easier parts.");
  await button(page).click();
  await expect(state(other)).toContainText("Answering now");
  await expect(panel(other)).toContainText("Cut by you to answer now");
});
