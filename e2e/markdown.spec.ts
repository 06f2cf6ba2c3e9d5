import { expect, test } from "./fixtures.ts";
import { answers, ask, open, panel, reload, state } from "./page.ts";

const code = `const greeting: string = "</script><b>not bold</b>"; // ${"```"} inside a line
export function add(a: number, b: number) { return a + b; }`;

test("sets formulas, colours code, keeps tables and lists, and shows raw HTML as words", async ({ page }) => {
  await ask(page, "ugly-markdown");
  await expect(state(page)).toContainText("Done");
  const answer = answers(page);
  const look = async () => {
    await expect(answer.getByRole("heading", { name: "A heading with code and stress" })).toBeVisible();
    await expect(answer.getByRole("math").first()).toBeAttached();
    expect(await answer.getByRole("math").count()).toBeGreaterThanOrEqual(4);
    await expect(answer.getByRole("table").getByRole("columnheader")).toHaveText(["Left", "Right", "Middle"]);
    await expect(answer.getByRole("table").getByRole("row").nth(2)).toContainText("a | pipe");
    await expect(answer.getByRole("checkbox")).toHaveCount(2);
    await expect(answer.getByRole("checkbox", { name: "Done", exact: true })).toBeChecked();
    await expect(answer).toContainText("<script>globalThis.wasRun = true</script>");
    await expect(answer).toContainText("a price of $5 and $6");
    await expect(answer).toContainText("مرحبا بالعالم");
    const colours = await answer
      .getByRole("code")
      .filter({ hasText: "greeting" })
      .evaluate((element) => {
        const all = [...element.querySelectorAll("span")].map((span) => getComputedStyle(span).color);
        return new Set(all).size;
      });
    expect(colours).toBeGreaterThan(2);
  };
  await look();
  await reload(page);
  await look();
});

test("copies code as it is, and the answer as it was written", async ({ page, context, upstream }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ask(page, "ugly-markdown");
  await expect(state(page)).toContainText("Done");
  const figure = answers(page).getByRole("figure").filter({ hasText: "TypeScript" });
  await figure.getByRole("button", { name: "Copy" }).click();
  await expect(figure.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  await answers(page).getByRole("button", { name: "Copy answer" }).click();
  await expect(answers(page).getByRole("button", { name: "Copied" }).last()).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^# A heading with `code` and \*stress\*/);
  expect(copied).toContain("![a remote image](https://tracker.example.org/pixel.png?secret=1)");
  expect(upstream.requests.filter((request) => request.wire !== null)).toHaveLength(1);
});

test("a wide table and a long line of code scroll inside their own boxes", async ({ page, upstream }) => {
  const columns = Array.from({ length: 40 }, (_, index) => `column number ${index}`);
  const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const table = [row(columns), row(columns.map(() => "---")), row(columns)].join("\n");
  upstream.script("wide", () => [
    { kind: "text", text: `${table}\n\n\`\`\`js\n${"let x = 1; ".repeat(200)}\n\`\`\`\n\n$$${"a + ".repeat(200)}b$$` },
    { kind: "finish", reason: "stop", usage: null },
  ]);
  await page.setViewportSize({ width: 390, height: 844 });
  await ask(page, "wide");
  const box = answers(page).getByRole("region", { name: "Table" });
  await expect(box).toBeVisible();
  await expect.poll(() => box.evaluate((element) => element.scrollWidth > element.clientWidth * 2)).toBe(true);
  await box.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("is the same live, cut anywhere, as after a reload", async ({ page, upstream }) => {
  upstream.script("lettered", () => [
    { kind: "thought", text: "**Writing it out**\n\n1. one\n2. two\n\n   with $x^2$ and `code`" },
    {
      kind: "text",
      text: "## Two\n\n1. **one**\n2. two $y$\n\n> quoted *words*\n\n```py\nprint(1)\n```\n\nThe end.",
      cut: "letters",
    },
    { kind: "finish", reason: "stop", usage: "count" },
  ]);
  await open(page);
  await ask(page, "lettered");
  await expect(state(page)).toContainText("Done");
  await expect(answers(page).getByRole("math")).toHaveCount(1);
  const shape = () => answers(page).ariaSnapshot();
  const live = await shape();
  const thought = await panel(page).getByRole("list").first().ariaSnapshot();
  await reload(page);
  await expect.poll(shape).toBe(live);
  await expect.poll(() => panel(page).getByRole("list").first().ariaSnapshot()).toBe(thought);
});
