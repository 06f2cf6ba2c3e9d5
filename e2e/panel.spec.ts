import type { Page } from "@playwright/test";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { longThought } from "#lib/testing/upstream/scenarios.ts";
import { counting } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, panel, questions, read, reload, send, state, step, steps } from "./page.ts";

/** The line in a message that opens the panel there. */
const lines = (page: Page) => answers(page).getByRole("button", { name: /^(Thought|Thinking|Waiting|Stopped|Answered)/ });

test("follows the newest turn, stays where it is pinned, and follows again when asked to", async ({ page, upstream }) => {
  upstream.script("naming", ({ conversation }) => [
    { kind: "thought", text: `**About ${conversation.at(-1)}**\n\nHm.` },
    { kind: "text", text: "Well." },
    stop,
  ]);
  await ask(page, "naming", "one");
  await expect(panel(page)).toContainText("About user: one");
  await expect(state(page)).toContainText("Done");
  await send(page, "two");
  await expect(panel(page)).toContainText("About user: two");
  await expect(state(page)).toContainText("Done");

  await lines(page).first().click();
  await expect(panel(page)).toContainText("About user: one");
  await expect(panel(page)).toContainText("Pinned: one");
  await send(page, "three");
  await expect(answers(page)).toHaveCount(3);
  await expect(answers(page).last()).toContainText("Well.");
  await expect(panel(page)).toContainText("Pinned: one");

  await panel(page).getByRole("button", { name: "Follow the newest turn" }).click();
  await expect(panel(page)).toContainText("About user: three");
  await panel(page).getByRole("button", { name: "Stay on this turn" }).click();
  await send(page, "four");
  await expect(answers(page)).toHaveCount(4);
  await expect(panel(page)).toContainText("Pinned: three");
});

test("leaves open what the reader opened and folded what they folded", async ({ page, upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
  await ask(page, "counting");
  upstream.release(30);
  await expect(steps(page)).toHaveCount(2);
  await step(page, 1).click();
  await expect(step(page, 1)).toHaveAttribute("aria-expanded", "false");
  await panel(page).getByRole("combobox", { name: "Open by itself:" }).selectOption("none");
  await expect(step(page, 2)).toHaveAttribute("aria-expanded", "false");
  await step(page, 2).click();

  upstream.release();
  await expect(state(page)).toContainText("Done");
  await expect(steps(page)).toHaveCount(3);
  await expect(step(page, 1)).toHaveAttribute("aria-expanded", "false");
  await expect(step(page, 2)).toHaveAttribute("aria-expanded", "true");
  await expect(step(page, 3)).toHaveAttribute("aria-expanded", "false");
  await expect(panel(page).getByText("thought40")).toBeVisible();
  await panel(page).getByRole("button", { name: "Open all" }).click();
  await expect(panel(page).getByText("thought60")).toBeVisible();
});

test("never moves a reader who has scrolled up, neither in the panel nor in the thread, and offers the way back", async ({
  page,
  upstream,
}) => {
  const paragraphs = Array.from({ length: 120 }, (_, index) => `paragraph${index + 1} says something.`).join("\n\n");
  upstream.script("long", () => [...longThought(1000), { kind: "text", text: paragraphs }, stop]);
  upstream.hold();
  await ask(page, "long");
  upstream.release(700);
  await expect(panel(page)).toContainText("word600");
  await expect(panel(page).getByText("word600")).toBeInViewport();
  await expect(panel(page).getByRole("button", { name: "Newest" })).toBeHidden();

  await panel(page).getByText("word600").hover();
  await page.mouse.wheel(0, -5000);
  await expect(step(page, 2)).toBeInViewport();
  await expect(panel(page).getByRole("button", { name: "Newest" })).toBeVisible();
  const place = await step(page, 2).boundingBox();
  upstream.release(200);
  await expect(panel(page)).toContainText("word800");
  expect(await step(page, 2).boundingBox()).toEqual(place);
  await panel(page).getByRole("button", { name: "Newest" }).click();
  await expect(panel(page).getByText("word800")).toBeInViewport();
  upstream.release(320);
  await expect(answers(page)).toContainText("paragraph40");
  await expect(answers(page).getByText("paragraph40 ")).toBeInViewport();

  await answers(page).getByText("paragraph40 ").hover();
  await page.mouse.wheel(0, -5000);
  await expect(page.getByRole("button", { name: "To the end" })).toBeVisible();
  const question = await questions(page).boundingBox();
  upstream.release();
  await expect(state(page)).toContainText("Done");
  expect(await questions(page).boundingBox()).toEqual(question);
  await page.getByRole("button", { name: "To the end" }).click();
  await expect(answers(page).getByText("paragraph120")).toBeInViewport();
});

test("stays closed when it was closed, also in the first paint after a reload, and the line opens it there", async ({ page }) => {
  await ask(page, "think-then-answer");
  await expect(state(page)).toContainText("Done");
  await page.getByRole("button", { name: "Hide reasoning" }).click();
  await expect(panel(page)).toBeHidden();
  expect(await (await page.request.get(page.url())).text()).not.toContain('aria-label="Reasoning"');
  await reload(page);
  await expect(panel(page)).toBeHidden();
  await lines(page).click();
  await expect(panel(page)).toContainText("Reading the question");
  await reload(page);
  await expect(panel(page)).toBeVisible();
});

for (const { model, numbers } of [
  { model: "no-usage", numbers: ["in –", "cached –", "thinking –", "answer –", "rate –"] },
  { model: "part-usage", numbers: ["in 9", "cached –", "thinking –", "out 30", "rate –"] },
  { model: "cached-usage", numbers: ["in 900", "cached 512", "thinking 20", "answer 10"] },
]) {
  test(`shows the numbers that are known and a dash for the others: ${model}`, async ({ page }) => {
    await ask(page, model);
    await expect(state(page)).toContainText("Done");
    for (const number of numbers) await expect(panel(page).getByText(number, { exact: true })).toBeVisible();
    await reload(page);
    for (const number of numbers) await expect(panel(page).getByText(number, { exact: true })).toBeVisible();
  });
}

test("names the pieces of the bar row with their times and leads to their steps", async ({ page, upstream }) => {
  upstream.script("think-then-answer@15", () => []);
  await ask(page, "think-then-answer@15");
  await expect(state(page)).toContainText("Done");
  const bar = panel(page).getByRole("slider", { name: "The turn in time" });
  await bar.focus();
  const names: string[] = [];
  await page.keyboard.press("Home");
  for (;;) {
    const name = (await bar.getAttribute("aria-valuetext")) ?? "";
    if (name === names.at(-1)) break;
    names.push(name);
    await page.keyboard.press("ArrowRight");
  }
  expect(names.map((name) => name.replace(/, <?[\d.]+ s$/, ""))).toEqual(
    expect.arrayContaining(["Waiting", "Thinking · Reading the question", "Thinking · Working it out", "Writing"]),
  );
  await page.keyboard.press("Home");
  while (!(await bar.getAttribute("aria-valuetext"))?.includes("Working it out")) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(step(page, 2)).toBeFocused();

  const box = await bar.boundingBox();
  await bar.hover({ position: { x: (box?.width ?? 0) / 2, y: 6 } });
  await expect(
    panel(page)
      .getByText(/^(Thinking · (Reading|Working)|Writing)/)
      .first(),
  ).toBeVisible();
});

test("keeps thoughts and words in the order in which they came", async ({ page }) => {
  await ask(page, "interleaved");
  await expect(state(page)).toContainText("Done");
  const rows = panel(page).getByRole("list").first().locator(":scope > li");
  await expect(rows).toHaveText([/First I look at the sum/, /Wrote the answer/, /Then I check it once more/, /Wrote the answer/]);
  await expect(answers(page)).toContainText(/Let me see\.[\s\S]*It is 408\./);
});

test("shows every word of a very long thought, once, also after a reload", async ({ page }) => {
  await ask(page, "long-thinking-2000");
  await expect(state(page)).toContainText("Done", { timeout: 20_000 });
  const all = Array.from({ length: 2000 }, (_, index) => `word${index + 1}`);
  const shown = async () => (await panel(page).getByRole("paragraph").allTextContents()).join(" ").match(/word\d+/g);
  await expect.poll(shown).toEqual(all);
  await expect(steps(page)).toHaveCount(40);
  await reload(page);
  await expect.poll(shown).toEqual(all);
});

test("says plainly what the provider kept to itself, and when there was no thinking", async ({ page }) => {
  await ask(page, "sealed");
  await expect(panel(page)).toContainText("The text of this thought was not given by the provider.");
  await expect(step(page, 1)).toHaveAccessibleName(/Sealed thought/);
  await ask(page, "answer-only");
  await expect(panel(page)).toContainText("No thinking was sent for this answer.");
  await expect(lines(page)).toHaveAccessibleName(/^Answered in/);
});

test.describe("from a server that marks thoughts with tags", () => {
  test.use({ wire: "chat" });

  test("shows the thought in the panel and no tag anywhere, also while it is cut into letters", async ({ page }) => {
    await ask(page, "tags-split");
    await expect(answers(page)).toContainText("Seventeen times twenty-four is 408.");
    await expect(panel(page)).toContainText("I split it into easier parts.");
    expect(await read(page.locator("body"))).not.toContain("think>");
    await reload(page);
    await expect(step(page, 1)).toHaveAccessibleName(/Reading the question/);
  });
});
