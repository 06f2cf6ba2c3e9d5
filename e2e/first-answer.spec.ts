import { expect, test } from "./fixtures.ts";
import { answers, list, open, panel, read, state, step } from "./page.ts";

const without = (pace: string) => ({ wire: "none" as const, env: { BUILTIN_WORDS_PER_SECOND: pace } });

test.describe("at a pace to read at", () => {
  test.use(without("40"));

  test("asks an example question and watches the thinking grow, then the answer, without any provider", async ({ page }) => {
    await open(page);
    await expect(page.getByRole("heading", { name: "Built-in reasoner can answer, for example" })).toBeVisible();
    await page.evaluate(() => {
      const samples: { thought: number; steps: number; answer: number }[] = [];
      const lengthOf = (selector: string) => document.querySelector<HTMLElement>(selector)?.textContent.length ?? 0;
      const look = () => {
        const steps = document.querySelectorAll("aside h3").length;
        const now = { thought: lengthOf("aside ol"), steps, answer: lengthOf("[aria-label=Answer] .md") };
        if (JSON.stringify(now) !== JSON.stringify(samples.at(-1))) samples.push(now);
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      Object.assign(window, { samples });
    });
    await page.getByRole("button", { name: "What is (3/4 + 5/6) × 2.4?" }).click();

    await expect(state(page)).toContainText("Done", { timeout: 40_000 });
    await expect(answers(page)).toContainText("3.8");
    const samples = await page.evaluate(
      () => Reflect.get(window, "samples") as { thought: number; steps: number; answer: number }[],
    );
    const whileThinking = samples.filter((sample) => sample.steps > 0 && sample.answer === 0);
    expect(new Set(whileThinking.map((sample) => sample.thought)).size, "sights of a growing thought").toBeGreaterThan(3);
    expect(new Set(whileThinking.map((sample) => sample.steps)).size, "steps came one after another").toBeGreaterThan(1);
    const thinkingSteps = Math.max(...whileThinking.map((sample) => sample.steps));
    expect(samples.filter((sample) => sample.answer > 0).every((sample) => sample.steps === thinkingSteps)).toBe(true);
  });
});

test.describe("at a quick pace", () => {
  test.use(without("200"));

  test("finds the same steps and the same numbers to the digit after a reload, and the conversation by its title", async ({
    page,
  }) => {
    await open(page);
    await page.getByRole("button", { name: "Convert 5 feet 7 inches to centimetres" }).click();
    await expect(state(page)).toContainText("Done");
    await expect(step(page, 1)).toBeVisible();
    for (const name of ["Waiting", "Thinking", "Writing", "Total", "First", "Tokens", "End"]) {
      await expect(panel(page).getByText(name, { exact: true }).first()).toBeVisible();
    }
    await expect(list(page).getByRole("link", { name: "Convert 5 feet 7 inches to centimetres" })).toBeVisible();
    await expect(page).toHaveTitle("Convert 5 feet 7 inches to centimetres – Aloud");
    const before = { panel: await read(panel(page)), answer: await read(answers(page)) };

    await page.reload();
    await expect(panel(page)).toBeVisible();
    await expect.poll(() => read(panel(page))).toBe(before.panel);
    expect(await read(answers(page))).toBe(before.answer);
    await expect(list(page).getByRole("link", { name: "Convert 5 feet 7 inches to centimetres" })).toHaveAttribute(
      "aria-current",
      "page",
    );
  });
});
