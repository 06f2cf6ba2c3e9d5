import { counting } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, composer, panel, read, reload, state, step, words } from "./page.ts";

test.beforeEach(({ upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
});

test("stops mid-thought, keeps what was there with its real time, and lets the provider know", async ({ page, upstream }) => {
  await ask(page, "counting");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  const before = await words(page);
  await expect(state(page)).toContainText(/(?<![.\d])[1-9]\d*(\.\d)? s/);

  await page.getByRole("button", { name: "Stop" }).last().click();
  await expect(state(page)).toContainText("Stopped");
  await upstream.abortSeen();
  expect(await words(page)).toEqual(before);
  await expect(answers(page)).toContainText(/Stopped by you after [1-9]/);
  await expect(answers(page)).toContainText("The thinking so far is kept");
  await expect(answers(page).getByRole("button", { name: "Retry" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send/ })).toBeVisible();
  await expect(step(page, 2)).toHaveAccessibleName(/Second look.*\d s/);
  const stopped = await read(panel(page));

  upstream.release();
  await reload(page);
  await expect.poll(() => read(panel(page))).toBe(stopped);
  expect(await words(page)).toEqual(before);
});

test("stops from the panel, before anything has come", async ({ page, upstream }) => {
  await ask(page, "held-start");
  await expect(state(page)).toContainText("Waiting");
  await panel(page).getByRole("button", { name: "Stop" }).click();
  await expect(state(page)).toContainText("Stopped");
  await upstream.abortSeen();
  await expect(panel(page)).toContainText("Stopped by you");
});

test("a stop in one tab is seen in the other", async ({ page, context, upstream }) => {
  await ask(page, "counting");
  upstream.release(10);
  await expect(panel(page)).toContainText("thought8");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(panel(other)).toContainText("thought8");

  await page.getByRole("button", { name: "Stop" }).last().click();
  await expect(state(other)).toContainText("Stopped");
  await expect(answers(other)).toContainText("Stopped by you");
  expect(await read(panel(other))).toBe(await read(panel(page)));
});

test("a stop and a reload at once leave it stopped", async ({ page, upstream }) => {
  await ask(page, "counting");
  upstream.release(10);
  await expect(panel(page)).toContainText("thought8");
  const stop = page.waitForResponse(/\/cancel$/);
  await composer(page).press("Escape");
  await stop;
  await reload(page);
  await expect(state(page)).toContainText("Stopped");
  upstream.release();
  await page.reload();
  await expect(state(page)).toContainText("Stopped");
  expect((await words(page)).thought.length).toBe(8);
});

test("a question asked again after a stop is answered", async ({ page, upstream }) => {
  await ask(page, "counting");
  upstream.release(10);
  await expect(panel(page)).toContainText("thought8");
  await composer(page).press("Escape");
  await expect(state(page)).toContainText("Stopped");
  upstream.release();
  await answers(page).getByRole("button", { name: "Retry" }).click();
  await expect(state(page)).toContainText("Done");
  expect((await words(page)).answer.length).toBe(40);
});
