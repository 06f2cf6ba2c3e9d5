import { answerWords, counting, thoughtWords } from "./counting.ts";
import { expect, test, watchContext } from "./fixtures.ts";
import { startLink } from "./link.ts";
import { answers, ask, choose, composer, list, open, panel, read, reload, send, state, step, words } from "./page.ts";

test.beforeEach(({ upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
});

test("reloads mid-thought: all that was thought is there, and it goes on live", async ({ page, upstream }) => {
  await ask(page, "counting");
  upstream.release(34);
  await expect(panel(page)).toContainText("thought30");
  const before = await words(page);

  await reload(page);
  await expect(state(page)).toContainText("Thinking");
  await expect(step(page, 2)).toBeVisible();
  const after = await words(page);
  expect(after.thought.slice(0, before.thought.length)).toEqual(before.thought);

  upstream.release(10);
  await expect(panel(page)).toContainText("thought40");
  upstream.release();
  await expect(state(page)).toContainText("Done");
  expect(await words(page)).toEqual({ thought: thoughtWords, answer: answerWords });
});

test("never loses a word that was seen, at whatever point of an answer it is reloaded", async ({ page, upstream }) => {
  await ask(page, "counting");
  for (const count of [0, 2, 1, 20, 13, 26, 9, 25]) {
    if (count > 0) upstream.release(count);
    const before = await words(page);
    await page.reload();
    await expect(panel(page)).toBeVisible();
    const after = await words(page);
    expect(after.thought.slice(0, before.thought.length)).toEqual(before.thought);
    expect(after.answer.slice(0, before.answer.length)).toEqual(before.answer);
    expect(thoughtWords.slice(0, after.thought.length)).toEqual(after.thought);
    expect(answerWords.slice(0, after.answer.length)).toEqual(after.answer);
  }
  upstream.release();
  await expect(state(page)).toContainText("Done");
  expect(await words(page)).toEqual({ thought: thoughtWords, answer: answerWords });
});

test("shows the same in a second tab, live and afterwards", async ({ page, context, upstream }) => {
  await ask(page, "counting");
  upstream.release(26);
  await expect(panel(page)).toContainText("thought20");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(composer(other)).toBeFocused();
  await expect(panel(other)).toContainText("thought20");

  upstream.release(10);
  await expect(panel(page)).toContainText("thought32");
  await expect(panel(other)).toContainText("thought32");
  upstream.release();
  await expect(state(page)).toContainText("Done");
  await expect(state(other)).toContainText("Done");
  expect(await words(other)).toEqual({ thought: thoughtWords, answer: answerWords });
  expect(await read(panel(other))).toBe(await read(panel(page)));
  expect(await read(answers(other))).toBe(await read(answers(page)));
});

test("closes the tab mid-thought and comes back to the finished turn", async ({ page, context, upstream }) => {
  await ask(page, "counting");
  upstream.release(20);
  await expect(panel(page)).toContainText("thought15");
  await page.close();
  upstream.release();

  const later = await context.newPage();
  await later.goto("/");
  await list(later)
    .getByRole("link", { name: /^What is seventeen times twenty-four/ })
    .click();
  await expect(state(later)).toContainText("Done");
  expect(await words(later)).toEqual({ thought: thoughtWords, answer: answerWords });
  expect(upstream.requests.filter((request) => request.wire !== null)).toHaveLength(1);
});

test("says when the connection is lost, and goes on without a gap or a repeat", async ({ browser, application, upstream }) => {
  const link = await startLink();
  const context = await browser.newContext({
    baseURL: application.url,
    proxy: { server: link.server, bypass: "<-loopback>" },
  });
  const complaints = watchContext(context, application.url);
  const page = await context.newPage();
  await ask(page, "counting");
  upstream.release(12);
  await expect(panel(page)).toContainText("thought8");

  link.cut();
  await expect(state(page)).toContainText("reconnecting");
  await expect(page.getByText("Connection lost, reconnecting")).toBeVisible();
  await expect(panel(page)).toContainText("thought8");
  upstream.release(30);
  link.mend();
  await expect(panel(page)).toContainText("thought38");
  await expect(page.getByText("Connection lost, reconnecting")).toBeHidden();

  for (let times = 0; times < 5; times += 1) {
    link.hangUp();
    upstream.release(2);
  }
  upstream.release();
  await expect(state(page)).toContainText("Done");
  expect(await words(page)).toEqual({ thought: thoughtWords, answer: answerWords });
  expect(complaints).toEqual([]);
  await context.close();
  await link.close();
});

test("what the line's loss kept from coming comes when it is back, and the page stands all the while", async ({
  page,
  upstream,
}) => {
  await open(page);
  await choose(page, "answer-only");
  let isDown = true;
  let refused = 0;
  await page.route(/\/_next\/static\/chunks\/|\/api\/health$/, (route) => {
    if (!isDown) return route.continue();
    refused += 1;
    return route.abort("connectionreset");
  });
  upstream.release();
  await send(page, "Is anybody there?");
  await expect(page).toHaveURL(/\/c\/con_/);
  await expect.poll(() => refused).toBeGreaterThan(4);
  await expect(composer(page)).toBeVisible();
  isDown = false;
  await expect(answers(page)).toHaveCount(1, { timeout: 20_000 });
  await expect(panel(page)).toContainText("Wrote the answer");
});

test("says so while the browser is offline", async ({ page, context, upstream }) => {
  await ask(page, "counting");
  upstream.release(12);
  await expect(panel(page)).toContainText("thought8");
  await context.setOffline(true);
  await expect(page.getByText("Offline. What is being written goes on and is kept.")).toBeVisible();
  upstream.release();
  await context.setOffline(false);
  await expect(state(page)).toContainText("Done");
  expect(await words(page)).toEqual({ thought: thoughtWords, answer: answerWords });
});
