import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { test as base, expect } from "./fixtures.ts";
import { answers, ask, composer, list, open, panel, read, reload, send, state, step } from "./page.ts";
import { calling, connectFiles, type Files, question } from "./tool-calls.ts";

const test = base.extend<{ files: Files }>({
  files: async ({ application, request }, use) => use(await connectFiles(application, request)),
});

const button = (page: Page, name: string) => question(page).getByRole("button", { name });
const toldModel = (requests: { body: unknown }[]) => JSON.stringify(requests.at(-1)?.body);

/** Asks a model that wants to write a note, and waits until that is asked about. */
async function wantNote(
  page: Page,
  upstream: { script: (name: string, scenario: ReturnType<typeof calling>) => void },
  files: Files,
) {
  upstream.script("writer", calling([[files.write("note.txt")]], "Written or not."));
  await ask(page, "writer", "Write me a note.");
  await expect(question(page)).toBeVisible({ timeout: 15_000 });
}

test("a tool that changes something says what it would do, waits, and runs once it is allowed", async ({
  page,
  upstream,
  files,
}) => {
  await wantNote(page, upstream, files);
  await expect(page.getByRole("alert").filter({ hasText: "needs your approval" })).toBeAttached();
  await expect(state(page)).toContainText("Waiting for you");
  await expect(answers(page).getByRole("button", { name: /^Needs your approval/ })).toBeVisible();
  await expect(list(page).getByRole("link", { name: /waits for your approval$/ })).toBeVisible();
  await expect(question(page)).toContainText("files__write_file");
  await expect(question(page)).toContainText("May change something outside of this conversation");
  await expect(question(page)).toContainText(/23 h 59 m from now|24 h 00 m from now/);
  await expect(question(page).getByRole("region", { name: "Arguments" })).toContainText('"content": "A note."');
  expect(() => files.read("note.txt")).toThrow();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await button(page, "Allow once").click();
  await expect(question(page)).toBeHidden();
  await expect(answers(page)).toContainText("Written or not.");
  expect(files.read("note.txt")).toBe("A note.");
  await expect(panel(page)).toContainText("Allowed by you, once.");
  await expect(list(page).getByRole("link", { name: /waits for your approval$/ })).toBeHidden();
  await expect(panel(page).getByRole("contentinfo").or(panel(page))).toContainText("For you");
});

test("a refusal reaches the model with its reason, and the tool does not run", async ({ page, upstream, files }) => {
  await wantNote(page, upstream, files);
  await button(page, "Refuse").click();
  const reason = question(page).getByRole("textbox", { name: /^Why not/ });
  await expect(reason).toBeFocused();
  await reason.fill("I keep no notes.");
  await reason.press("Enter");
  await expect(answers(page)).toContainText("Written or not.");
  expect(toldModel(upstream.requests)).toContain("I keep no notes.");
  expect(() => files.read("note.txt")).toThrow();
  await expect(step(page, 2)).toHaveAccessibleName(/refused/);
  await expect(panel(page)).toContainText("Refused by you. Reason: I keep no notes.");
});

test("the question takes the focus where nobody writes, and goes by keys alone", async ({ page, upstream, files }) => {
  await wantNote(page, upstream, files);
  await expect(question(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(question(page).getByRole("region", { name: "Arguments" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button(page, "Allow once")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(answers(page)).toContainText("Written or not.");
  expect(files.read("note.txt")).toBe("A note.");
  await expect(step(page, 2)).toBeFocused();
});

test("the question leaves the focus with who writes", async ({ page, upstream, files }) => {
  upstream.script("writer", (request) => [{ kind: "hold" }, ...calling([[files.write("note.txt")]])(request)]);
  await ask(page, "writer", "Write me a note.");
  await composer(page).fill("While it thinks I");
  upstream.release();
  await expect(question(page)).toBeVisible({ timeout: 15_000 });
  await expect(composer(page)).toBeFocused();
});

test("another tab's decision shows at once, and a second one is told that it came too late", async ({
  page,
  context,
  upstream,
  files,
}) => {
  await wantNote(page, upstream, files);
  const other = await context.newPage();
  await open(other, new URL(page.url()).pathname);
  await expect(question(other)).toBeVisible();

  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await other.route("**/approval", async (route) => {
    await held;
    await route.continue();
  });
  await button(other, "Allow once").click();
  await expect(button(other, "Allowing")).toBeDisabled();
  await expect(button(other, "Refuse")).toBeDisabled();
  await button(page, "Refuse").click();
  await question(page).getByRole("button", { name: "Refuse" }).click();
  await expect(other.getByText("Refused by you.")).toBeVisible();
  letGo();
  await expect(other.getByText(/decided|not waiting|wait any more|answered/i).last()).toBeVisible();
  expect(() => files.read("note.txt")).toThrow();
});

test("a page loaded again and a server started again still ask, and go on from there", async ({
  page,
  upstream,
  application,
  files,
}) => {
  await wantNote(page, upstream, files);
  await reload(page);
  await expect(question(page)).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await application.kill();
  await application.start();
  await reload(page);
  await expect(state(page)).toContainText("Waiting for you");
  await button(page, "Allow once").click();
  await expect(answers(page)).toContainText("Written or not.", { timeout: 20_000 });
  expect(files.read("note.txt")).toBe("A note.");
  await expect(state(page)).toContainText("Done");
  const whole = await read(panel(page));
  await reload(page);
  await expect.poll(() => read(panel(page))).toBe(whole);
});

test("a stop while it waits ends the run, and the tool never ran", async ({ page, upstream, files }) => {
  await wantNote(page, upstream, files);
  await panel(page).getByRole("button", { name: "Stop" }).click();
  await expect(state(page)).toContainText("Stopped");
  await expect(question(page)).toBeHidden();
  await expect(step(page, 2)).toHaveAccessibleName(/not decided/);
  await expect(panel(page)).toContainText("so the tool did not run");
  expect(() => files.read("note.txt")).toThrow();
});

test("what is allowed for a conversation is not asked again in it", async ({ page, upstream, files }) => {
  const rounds = [[files.write("one.txt")], [files.write("two.txt")]];
  upstream.script("writer", calling(rounds, "Both are there."));
  await ask(page, "writer", "Write me two notes.");
  await button(page, "Allow in this conversation").click();
  await expect(answers(page)).toContainText("Both are there.", { timeout: 20_000 });
  await expect(panel(page)).toContainText("Allowed by you, for this conversation.");
  await expect(panel(page)).toContainText("Allowed by what you decided before.");
  expect([files.read("one.txt"), files.read("two.txt")]).toEqual(["A note.", "A note."]);
});

test("from the message the way leads to the question, also on a narrow screen", async ({ page, upstream, files }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  upstream.script("writer", calling([[files.write("note.txt")]]));
  await ask(page, "writer", "Write me a note.");
  const review = answers(page).getByRole("button", { name: "Review" });
  await expect(review).toBeVisible({ timeout: 15_000 });
  await review.click();
  await expect(button(page, "Allow once")).toBeVisible();
  await expect(question(page)).toBeInViewport();
  await button(page, "Allow once").click();
  await expect(review).toBeHidden();
});

test("two questions at once are decided one by one, and the run goes on after the last", async ({ page, upstream, files }) => {
  upstream.script("writer", calling([[files.write("one.txt"), files.write("two.txt")]], "Half of it."));
  await ask(page, "writer", "Write me two notes.");
  await expect(question(page)).toHaveCount(2, { timeout: 15_000 });
  await expect(answers(page)).toContainText("And 1 more");
  await question(page).first().getByRole("button", { name: "Allow once" }).click();
  await expect(question(page)).toHaveCount(1);
  await expect(state(page)).toContainText("Waiting for you");
  await button(page, "Refuse").click();
  await question(page).getByRole("button", { name: "Refuse" }).click();
  await expect(answers(page)).toContainText("Half of it.");
  expect(files.read("one.txt")).toBe("A note.");
  expect(() => files.read("two.txt")).toThrow();
  await send(page, "Thanks.");
  await expect(answers(page)).toHaveCount(2);
});
