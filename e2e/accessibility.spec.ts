import { thoughts } from "#lib/testing/upstream/scenarios.ts";
import { expectAccessible, looks } from "./axe.ts";
import { counting } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, choose, composer, list, open, panel, reload, send, state } from "./page.ts";

const wide = looks.slice(0, 2);

test("the first page", async ({ page }) => {
  await open(page);
  await expectAccessible(page);
});

test("a turn that is being thought, and one that is being written", async ({ page, upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
  await ask(page, "counting");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  upstream.release(46);
  await expect(answers(page)).toContainText("answer8");
  await expectAccessible(page);
});

test("a finished turn of ugly Markdown", async ({ page }) => {
  await ask(page, "ugly-markdown");
  await expect(state(page)).toContainText("Done");
  await expect(answers(page).getByRole("math").first()).toBeAttached();
  await expectAccessible(page);
});

test("turns that failed, were stopped and were pinned", async ({ page, upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
  await ask(page, "counting");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  await composer(page).press("Escape");
  await expect(state(page)).toContainText("Stopped");
  await expectAccessible(page, wide);
  await ask(page, "wrong-key");
  await expect(state(page)).toContainText("Failed");
  await panel(page).getByRole("button", { name: "Stay on this turn" }).click();
  await expectAccessible(page);
});

test("a turn whose thinking was cut, what it took along, and one that has no answer", async ({ page, upstream }) => {
  const end = (reason: "stop" | "length") =>
    ({ kind: "finish", reason, usage: { input: 20, output: 900, reasoning: 800, cached: null } }) as const;
  upstream.script("cut", ({ earlier }) =>
    earlier === 0
      ? [{ kind: "thought", text: thoughts[0] }, { kind: "hold" }]
      : [{ kind: "sealed" }, { kind: "text", text: "About 400." }, end("stop")],
  );
  upstream.script("eaten", () => [{ kind: "thought", text: thoughts[0] }, end("length")]);
  await ask(page, "cut", "first");
  await expect(panel(page)).toContainText("I split it into easier parts.");
  await panel(page).getByRole("button", { name: "Answer now" }).click();
  await expect(state(page)).toContainText("Done");
  await panel(page)
    .getByRole("button", { name: /^Sent back/ })
    .click();
  await expect(panel(page).getByRole("region", { name: "Earlier thoughts" })).toContainText("This turn");
  await panel(page)
    .getByRole("button", { name: /^effort medium/ })
    .focus();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await choose(page, "eaten");
  await send(page, "second");
  await expect(panel(page).getByRole("button", { name: "Raise the limit" })).toBeVisible();
  await expectAccessible(page, wide);
});

test("the archive and what pops up", async ({ page }) => {
  await ask(page, "answer-only", "put away");
  await expect(state(page)).toContainText("Done");
  await list(page).getByRole("link", { name: "put away" }).hover();
  await list(page).getByRole("button", { name: "Actions for put away" }).click();
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await expectAccessible(page, wide);
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(page.getByText("“put away” is archived.")).toBeVisible();
  await list(page).getByRole("button", { name: "Archived" }).click();
  await expect(list(page).getByRole("link", { name: "put away" })).toBeVisible();
  await expectAccessible(page, wide);
});

test("the lists of models, efforts, looks and keys while they are open", async ({ page }) => {
  await open(page);
  for (const [button, opened] of [
    [/^Model:/, page.getByRole("listbox", { name: "Models" })],
    [/^Effort:/, page.getByRole("menuitemcheckbox").first()],
    ["Appearance", page.getByRole("menuitemcheckbox").first()],
    ["Keyboard", page.getByRole("dialog", { name: "Keyboard" })],
  ] as const) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("button", { name: button }).click();
    await expect(opened).toBeVisible();
    await expectAccessible(page, wide);
    await page.keyboard.press("Escape");
    await expect(opened).toBeHidden();
  }
});

test("a page that does not exist, the drawer and the sheet", async ({ page }) => {
  await page.goto("/nothing/here");
  await expect(page.getByRole("heading", { name: "There is nothing at this address." })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await ask(page, "think-then-answer");
  await answers(page)
    .getByRole("button", { name: /^Thought/ })
    .click();
  await expect(panel(page)).toBeVisible();
  await expectAccessible(page, looks.slice(2));
  await panel(page).getByRole("button", { name: "Close the reasoning" }).click();
  await page.getByRole("button", { name: "Show conversations" }).click();
  await expect(list(page)).toBeInViewport();
  await expectAccessible(page, looks.slice(2));
});

test("says milestones and never the words of a thought or an answer", async ({ page, upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
  await open(page);
  await choose(page, "counting");
  await page.evaluate(() => {
    const spoken: string[] = [];
    const listen = () => {
      for (const region of document.querySelectorAll(
        "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]",
      )) {
        const words = region.textContent ?? "";
        if (words && spoken.at(-1) !== words && !spoken.slice(-4).includes(words)) spoken.push(words);
      }
    };
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { spoken });
  });
  await send(page, "Count.");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  upstream.release(46);
  await expect(answers(page)).toContainText("answer8");
  upstream.release();
  await expect(state(page)).toContainText("Done");
  const spoken = await page.evaluate(() => Reflect.get(window, "spoken") as string[]);
  expect(spoken.join(" ")).not.toMatch(/thought\d|answer\d/);
  expect(spoken).toEqual(expect.arrayContaining(["Thinking started", "Answer started", "Answer done"]));
  expect(spoken.length).toBeLessThan(8);
});

test("moves nothing by itself for those who want reduced motion", async ({ page, upstream }) => {
  upstream.script("counting", counting);
  upstream.hold();
  const moving = () =>
    page.evaluate(
      () =>
        document.getAnimations().filter((animation) => {
          const { iterations, duration } = animation.effect?.getComputedTiming() ?? {};
          return animation.playState === "running" && (iterations === Number.POSITIVE_INFINITY || Number(duration) > 50);
        }).length,
    );
  await ask(page, "counting");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  await expect.poll(moving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moving).toBe(0);
  await reload(page);
  await expect(panel(page)).toContainText("thought26");
  expect(await moving()).toBe(0);
});
