import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { answers, ask, choose, composer, list, open, questions, reload, send, state } from "./page.ts";

const row = (page: Page, title: string) => list(page).getByRole("link", { name: title, exact: true });

async function act(page: Page, title: string, action: string): Promise<void> {
  await row(page, title).hover();
  await list(page)
    .getByRole("button", { name: `Actions for ${title}` })
    .click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

/** Asks through the API, a few at a time; the newest is the last of `texts`. */
async function converse(page: Page, url: string, texts: string[]): Promise<void> {
  for (const text of texts) {
    const data = { clientRequestId: randomUUID(), text, modelId: "openai/answer-only" };
    const response = await page.request.post(`${url}/api/runs`, { data });
    expect(response.status()).toBe(201);
  }
}

test("groups the conversations by day, newest first, and pins and renames them", async ({ page, application }) => {
  await converse(page, application.url, ["Alpha", "Beta", "Gamma"]);
  await open(page);
  await expect(list(page).getByRole("heading", { name: "Today" })).toBeVisible();
  await expect(list(page).getByRole("list").getByRole("link")).toHaveText(["Gamma", "Beta", "Alpha"]);

  await act(page, "Alpha", "Pin");
  await expect(list(page).getByRole("heading")).toHaveText(["Pinned", "Today"]);
  await expect(list(page).getByRole("list").getByRole("link")).toHaveText(["Alpha", "Gamma", "Beta"]);

  await act(page, "Beta", "Rename");
  const field = list(page).getByRole("textbox", { name: "Title" });
  await expect(field).toBeFocused();
  await field.fill("A better name");
  await field.press("Enter");
  await expect(row(page, "A better name")).toBeVisible();
  await reload(page);
  await expect(list(page).getByRole("list").getByRole("link")).toHaveText(["Alpha", "Gamma", "A better name"]);
  await expect(list(page).getByRole("heading")).toHaveText(["Pinned", "Today"]);
});

test("archives a conversation, finds it among the archived and takes it back", async ({ page, application }) => {
  await converse(page, application.url, ["Keep", "Put away"]);
  await open(page);
  await act(page, "Put away", "Archive");
  await expect(row(page, "Put away")).toBeHidden();
  await expect(page.getByText("“Put away” is archived.")).toBeVisible();
  await reload(page);
  await expect(row(page, "Keep")).toBeVisible();
  await expect(row(page, "Put away")).toBeHidden();

  await list(page).getByRole("button", { name: "Archived" }).click();
  await expect(row(page, "Put away")).toBeVisible();
  await row(page, "Put away").click();
  await expect(questions(page)).toContainText("Put away");
  await expect(answers(page)).toContainText("408");
  await act(page, "Put away", "Take out of the archive");
  await list(page).getByRole("button", { name: "Archived" }).first().click();
  await expect(row(page, "Put away")).toBeVisible();
  await expect(row(page, "Keep")).toBeVisible();
});

test("deletes a conversation and takes it back with Undo; without Undo it is gone", async ({ page, application }) => {
  await converse(page, application.url, ["Doomed", "Spared"]);
  await open(page);
  await row(page, "Spared").click();
  await expect(questions(page)).toContainText("Spared");
  await act(page, "Spared", "Delete");
  await expect(row(page, "Spared")).toBeHidden();
  await expect(page).toHaveURL(`${application.url}/`);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Spared")).toBeVisible();
  await expect(questions(page)).toContainText("Spared");

  await act(page, "Doomed", "Delete");
  await expect(row(page, "Doomed")).toBeHidden();
  await expect(page.getByText("“Doomed” is deleted.")).toBeVisible();
  await page.reload();
  await expect(row(page, "Spared")).toBeVisible();
  await expect(row(page, "Doomed")).toBeHidden();
});

test("keeps a draft per conversation across reloads", async ({ page }) => {
  await open(page);
  await composer(page).fill("begun, and not asked");
  await page.reload();
  await expect(composer(page)).toHaveValue("begun, and not asked");
  await composer(page).fill("");
  await ask(page, "answer-only", "one");
  await expect(state(page)).toContainText("Done");
  await composer(page).fill("a reply to one");
  await list(page).getByRole("link", { name: "New conversation", exact: true }).click();
  await expect(composer(page)).toHaveValue("");
  await composer(page).fill("something new");
  await row(page, "one").click();
  await expect(composer(page)).toHaveValue("a reply to one");
  await page.reload();
  await expect(composer(page)).toHaveValue("a reply to one");
  await list(page).getByRole("link", { name: "New conversation", exact: true }).click();
  await expect(composer(page)).toHaveValue("something new");
});

test("keeps what is typed before the page's scripts have come", async ({ page }) => {
  let letThrough = () => {};
  const open = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\.js$/, async (route) => {
    await open;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await composer(page).fill("early words");
  letThrough();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(questions(page)).toContainText("early words");
});

test("asks the server for the list only when something has changed", async ({ page }) => {
  await open(page);
  await choose(page, "think-then-answer");
  let requests = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/conversations") requests += 1;
  });
  await send(page, "How often?");
  await expect(state(page)).toContainText("Done");
  await expect(list(page).getByRole("link", { name: "How often?" })).toBeVisible();
  // When it was asked, when it began, when it ended.
  expect(requests).toBeLessThanOrEqual(3);
});

test("asks once when Send is pressed twice in haste, and does not stop what was just asked", async ({ page, upstream }) => {
  await ask(page, "answer-only", "before");
  await expect(state(page)).toContainText("Done");
  await choose(page, "held-thinking");
  await composer(page).fill("once");
  await page.getByRole("button", { name: "Send", exact: true }).dblclick();
  await expect(state(page)).toContainText("Thinking");
  upstream.release();
  await expect(state(page)).toContainText("Done");
  await expect(questions(page)).toHaveText([/before/, /once/]);
  expect(upstream.requests.filter((request) => request.wire !== null)).toHaveLength(2);
});

test("scrolls through several hundred conversations and draws only those near", async ({ page, application }) => {
  const texts = Array.from({ length: 320 }, (_, index) => `Conversation ${index + 1}`);
  await Promise.all(
    [0, 1, 2, 3].map((part) =>
      converse(
        page,
        application.url,
        texts.filter((_, index) => index % 4 === part),
      ),
    ),
  );
  await open(page);
  const rows = list(page).getByRole("link", { name: /^Conversation \d+$/ });
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(90);
  await rows.first().hover();
  await expect(async () => {
    await page.mouse.wheel(0, 20_000);
    await expect(row(page, "Conversation 1")).toBeInViewport({ timeout: 200 });
  }).toPass();
  expect(await rows.count()).toBeLessThan(90);
  await row(page, "Conversation 1").click();
  await expect(questions(page)).toContainText("Conversation 1");
});
