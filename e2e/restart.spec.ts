import { answerWords, counting, thoughtWords } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, open, panel, reload, state, words } from "./page.ts";

test.beforeEach(({ upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
});

test("the server is killed mid-thought and started again: the thought is still there and marked, and Retry works", async ({
  page,
  application,
  upstream,
}) => {
  await ask(page, "counting");
  upstream.release(40);
  await expect(panel(page)).toContainText("thought36");
  const before = await words(page);

  await application.kill();
  await expect(page.getByText("Connection lost, reconnecting")).toBeVisible();
  expect(await words(page)).toEqual(before);

  await application.start();
  await expect(state(page)).toContainText("Interrupted");
  await expect(answers(page)).toContainText("Aloud was restarted");
  await expect(answers(page)).toContainText("The thinking so far is kept");
  expect((await words(page)).thought.slice(0, before.thought.length)).toEqual(before.thought);

  await reload(page);
  await expect(state(page)).toContainText("Interrupted");
  expect((await words(page)).thought.slice(0, before.thought.length)).toEqual(before.thought);

  upstream.release();
  await answers(page).getByRole("button", { name: "Retry" }).click();
  await expect(state(page)).toContainText("Done");
  expect(await words(page)).toEqual({ thought: thoughtWords, answer: answerWords });
});

test("nothing that was on screen is missing after a kill at any moment", async ({ page, application, upstream }) => {
  for (const [count, word] of [
    [5, "thought3"],
    [47, "thought41"],
    [71, "answer5"],
  ] as const) {
    upstream.release();
    upstream.hold();
    await ask(page, "counting", `Until ${word}`);
    upstream.release(count);
    await expect(word.startsWith("answer") ? answers(page) : panel(page)).toContainText(word);
    upstream.release(9);
    await application.kill();
    // The page is cut off now: what it shows is all that it ever got.
    const before = await words(page);
    expect([...before.thought, ...before.answer]).toContain(word);

    await application.start();
    await page.reload();
    await expect(state(page)).toContainText("Interrupted");
    const after = await words(page);
    expect(after.thought.slice(0, before.thought.length)).toEqual(before.thought);
    expect(after.answer.slice(0, before.answer.length)).toEqual(before.answer);
  }
});

test("a server asked to end lets its answers go, marks them, and exits", async ({ page, application, upstream }) => {
  await ask(page, "counting");
  upstream.release(40);
  await expect(panel(page)).toContainText("thought36");
  const before = await words(page);
  await application.terminate();
  await upstream.abortSeen();
  await expect(state(page)).toContainText("Interrupted");
  await expect(answers(page)).toContainText("Aloud was stopped");

  await application.start();
  await reload(page);
  await expect(state(page)).toContainText("Interrupted");
  await expect(panel(page)).toContainText("Interrupted by a shutdown");
  expect(await words(page)).toEqual(before);
});

test("a question written while the server is away is kept, and asked once when it is back", async ({
  page,
  application,
  upstream,
}) => {
  await open(page);
  upstream.release();
  await ask(page, "counting");
  await expect(state(page)).toContainText("Done");
  await application.kill();
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("And once more?");
  await page.keyboard.press("Enter");
  const note = page.getByRole("alert").filter({ hasText: "Your words are kept." });
  await expect(note).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Message", exact: true })).toHaveValue("And once more?");

  await application.start();
  await note.getByRole("button", { name: "Retry" }).click();
  await expect(answers(page)).toHaveCount(2);
  await expect(state(page)).toContainText("Done");
  await expect(note).toBeHidden();
  expect(upstream.requests.filter((request) => request.wire !== null)).toHaveLength(2);
});
