import type { Page } from "@playwright/test";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, panel, read, reload, send, state, step, steps } from "./page.ts";
import { type Call, calling, javascript } from "./tool-calls.ts";

const bar = (page: Page) => panel(page).getByRole("slider", { name: "The turn in time" });
const body = (page: Page, number: number) =>
  panel(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: new RegExp(`^Step ${number}\\b`) }) });

/** Asks a model that makes these calls, and waits for its answer. */
async function watch(
  page: Page,
  upstream: { script: (name: string, scenario: ReturnType<typeof calling>) => void },
  ...rounds: Call[][]
) {
  upstream.script("caller", calling(rounds));
  await ask(page, "caller");
  await expect(answers(page)).toContainText("That is all.", { timeout: 20_000 });
}

test.describe("a call that is written letter by letter", () => {
  test.use({ wire: "chat" });

  test("is shown as it is written, then runs with its clock and prints, then shows what came back", async ({
    page,
    upstream,
  }) => {
    const delta = (tool: object) => JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...tool }] } }] });
    const code = "console.log('one');\nawait new Promise((done) => setTimeout(done, 2500));\nconsole.log('two');\n6 * 7";
    const text = JSON.stringify({ code });
    upstream.script("slow", ({ earlier }) =>
      earlier > 0
        ? [{ kind: "text", text: "Forty-two." }, stop]
        : [
            { kind: "thought", text: "This needs a program." },
            { kind: "raw", data: delta({ id: "call_1", type: "function", function: { name: "run_javascript", arguments: "" } }) },
            { kind: "raw", data: delta({ function: { arguments: text.slice(0, 40) } }) },
            { kind: "hold" },
            { kind: "raw", data: delta({ function: { arguments: text.slice(40) } }) },
            { kind: "finish", reason: "tool-calls", usage: "count" },
          ],
    );
    await ask(page, "slow");
    await expect(step(page, 2)).toHaveAccessibleName(/run_javascript writing its arguments/);
    await expect(body(page, 2)).toContainText("console.log('one');");
    await expect(state(page)).toContainText("Using run_javascript");

    upstream.release();
    await expect(step(page, 2)).toHaveAccessibleName(/Run JavaScript running/);
    await expect(answers(page).getByRole("button", { name: /^Using Run JavaScript/ })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: /^Using Run JavaScript$/ })).toBeAttached();
    const printed = body(page, 2).getByRole("log", { name: "Printed" });
    await expect(printed).toHaveText("one\n");
    await expect(printed).toHaveText("one\ntwo\n");
    await expect(step(page, 2)).toHaveAccessibleName(/done ?, \d\.\d s$/);
    await expect(body(page, 2).getByRole("region", { name: "Result" })).toHaveText("42");
    await expect(answers(page)).toContainText("Forty-two.");
    await expect(panel(page)).toContainText("Model call 2");
    await expect(state(page)).toContainText("Done");

    const whole = await read(panel(page));
    await reload(page);
    await expect.poll(() => read(panel(page))).toBe(whole);
  });
});

test("lists become tables and points become charts, with all of it over the page", async ({ page, upstream }) => {
  const table = "Array.from({ length: 30 }, (_, i) => ({ year: 1990 + i, height: i * 1000.5, name: 'tower ' + i }))";
  const chart = "Array.from({ length: 50 }, (_, x) => ({ x, y: Math.sin(x / 8) }))";
  await watch(
    page,
    upstream,
    [javascript(table)],
    [javascript(chart)],
    [javascript("({ deep: { er: { list: [1, 2, 3] } }, text: 'words' })")],
  );

  const small = body(page, 2).getByRole("table");
  await expect(small.getByRole("columnheader")).toHaveText(["year", "height", "name"]);
  await expect(small.getByRole("row")).toHaveCount(13);
  await expect(small.getByRole("cell", { name: "1990", exact: true })).toBeVisible();
  await body(page, 2).getByRole("button", { name: "Open in full" }).click();
  const dialog = page.getByRole("dialog", { name: "Result of Run JavaScript" });
  await expect(dialog.getByRole("row")).toHaveCount(31);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const series = body(page, 4);
  await expect(series.getByRole("img", { name: /50 values from 0 to 49; lowest .* highest/ })).toBeVisible();
  await series.getByRole("button", { name: "Values as a table" }).click();
  await expect(series.getByRole("table").getByRole("row")).toHaveCount(13);

  const json = body(page, 6);
  const fold = json.getByRole("button", { name: /^list: \[3 entries\]/ });
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await fold.click();
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(json).toContainText('text: "words"');
});

test("ten thousand rows are drawn a stretch at a time, and the whole of what was shortened can be had", async ({
  page,
  upstream,
}) => {
  await watch(page, upstream, [
    javascript("Array.from({ length: 10000 }, (_, row) => ({ row, words: 'some words of row ' + row }))"),
  ]);
  expect(await panel(page).getByRole("row").count()).toBeLessThan(40);
  await expect(body(page, 2)).toContainText("Shortened for the model");
  const link = body(page, 2).getByRole("link", { name: /in full$/ });
  const output = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(output.headers()["content-type"]).toBe("text/plain; charset=utf-8");
  expect(output.headers()["content-disposition"]).toContain("attachment");
  expect(await output.text()).toContain("some words of row 9999");
});

test("calls side by side have lanes, and each is reached by the keys of the bar row", async ({ page, upstream }) => {
  const slow = (ms: number) => javascript(`await new Promise((done) => setTimeout(done, ${ms})); ${ms}`);
  await watch(page, upstream, [slow(900), slow(300), { name: "calculator", args: { expression: "17 * 24" } }]);
  await bar(page).focus();
  await page.keyboard.press("Home");
  const named: string[] = [];
  for (let index = Number(await bar(page).getAttribute("aria-valuemax")); index > 0; index -= 1) {
    named.push((await bar(page).getAttribute("aria-valuetext")) ?? "");
    await page.keyboard.press("ArrowRight");
  }
  expect(named.filter((name) => name.startsWith("Tool · Run JavaScript"))).toHaveLength(2);
  expect(named.filter((name) => name.startsWith("Tool · Calculator"))).toHaveLength(1);
  await expect(body(page, 4)).toContainText("408");
});

test("a call that failed says why, and is struck once the model calls again", async ({ page, upstream }) => {
  const nothing = { name: "no_such_tool", args: {} };
  await watch(page, upstream, [javascript("throw new Error('no luck')")], [javascript("'luck'")], [nothing]);
  await expect(step(page, 2)).toHaveAccessibleName(/Run JavaScript failed, called again in step 4/);
  await expect(body(page, 2)).toContainText("no luck");
  await expect(panel(page).getByText("Run JavaScript", { exact: true }).first()).toHaveCSS(
    "text-decoration-line",
    "line-through",
  );
  await expect(step(page, 4)).toHaveAccessibleName(/done/);
  await expect(step(page, 6)).toHaveAccessibleName(/no_such_tool failed/);
  await expect(body(page, 6)).toContainText("There is no tool called “no_such_tool” here.");
});

test("nothing that a tool says is taken for more than words", async ({ page, upstream }) => {
  const hostile = '<img src="https://evil.example/x.png" onerror="alert(1)"><script>alert(2)</script> safe\\u202Egnp.exe';
  await watch(page, upstream, [javascript(`console.log(${JSON.stringify(hostile)}); "${hostile.replaceAll('"', '\\"')}"`)]);
  await expect(body(page, 2).getByRole("region", { name: "Result" })).toContainText("<img src=");
  await expect(body(page, 2).getByRole("region", { name: "Result" })).toContainText("safe\\u202Egnp.exe");
  expect(await panel(page).locator("img, script, iframe").count()).toBe(0);
});

test("tools can be turned off for a conversation, which is remembered for it and for no other", async ({ page, upstream }) => {
  upstream.script("caller", () => [{ kind: "text", text: "By heart." }, stop]);
  const toolsAsked = () => (upstream.requests.at(-1)?.body as { tools?: unknown[] } | undefined)?.tools?.length ?? 0;
  await ask(page, "caller");
  await expect(answers(page)).toContainText("By heart.");
  expect(toolsAsked()).toBeGreaterThan(0);

  const button = page.getByRole("button", { name: "Tools", exact: true });
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await button.click();
  await send(page, "And now?");
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(page).last()).toContainText("By heart.");
  expect(toolsAsked()).toBe(0);
  await reload(page);
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("link", { name: "New conversation", exact: true }).click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
});

test("a tool that is cut by a stop is said to be unknown, and what never ran is said not to have run", async ({
  page,
  upstream,
}) => {
  upstream.script(
    "caller",
    calling([[javascript("console.log('at it'); await new Promise((done) => setTimeout(done, 9000));")]]),
  );
  await ask(page, "caller");
  await expect(body(page, 2).getByRole("log")).toContainText("at it");
  await panel(page).getByRole("button", { name: "Stop" }).click();
  await expect(state(page)).toContainText("Stopped");
  await expect(step(page, 2)).toHaveAccessibleName(/outcome unknown/);
  await expect(steps(page)).toHaveCount(2);
});

test("the cards are clean for everybody, light and dark, wide and narrow", async ({ page, upstream }) => {
  await watch(
    page,
    upstream,
    [javascript("console.log('x'); [{ a: 1, b: 'two' }]"), { name: "calculator", args: { expression: "1/3" } }],
    [javascript("throw new Error('no')"), javascript("[1,2,3].map((x) => ({ x, y: x * x }))")],
  );
  await expectAccessible(page);
});
