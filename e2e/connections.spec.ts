import { rmSync } from "node:fs";
import { join } from "node:path";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { answers, composer, list, open, panel, send, state } from "./page.ts";
import {
  addProvider,
  addressField,
  connection,
  expectPassed,
  keyField,
  loadSettings,
  nameField,
  openSettings,
  startConversation,
  testStep,
} from "./settings-page.ts";

const key = "sk-kestrel-right-0815-4711";
const wrongKey = "sk-kestrel-wrong-0815-9999";

test.use({ wire: "none" });

/** A provider that takes `key` and no other. */
async function strict(use: (upstream: Upstream) => Promise<void>): Promise<void> {
  const upstream = await startUpstream({ key });
  try {
    await use(upstream);
  } finally {
    await upstream.close();
  }
}

test("connects a provider from the first page on, shows each step of its test as it comes, and asks its model", async ({
  page,
}) => {
  await strict(async (upstream) => {
    await open(page);
    await page.getByRole("link", { name: "Connect a provider" }).click();
    await page.getByRole("button", { name: "Anthropic" }).click();
    await expect(keyField(page)).toBeFocused();
    await expect(addressField(page)).toHaveValue("https://api.anthropic.com/v1");
    await page.keyboard.type(key);
    await addressField(page).fill(upstream.url);
    upstream.hold();
    await page.keyboard.press("Enter");
    await expectPassed(page, ["Address", "Model list"]);
    await expect(testStep(page, "Encryption")).toContainText("Plain http");
    await expect(testStep(page, "Key")).toContainText("Being tried");
    await expect(testStep(page, "First token")).not.toContainText("passed");
    upstream.release();
    await expectPassed(page, ["Key", "First token", "Thinking", "Effort"]);
    await expect(testStep(page, "Thinking")).toContainText("its own words can be read");
    await expect(testStep(page, "Effort")).toContainText("a thinking budget of 2048 tokens");
    await expect(page.getByRole("heading", { name: "It works", exact: true })).toBeVisible();
    expect(upstream.requests.some(({ wire, headers }) => wire === "anthropic" && headers["x-api-key"] === key)).toBe(true);

    await startConversation(page);
    await expect(composer(page)).toBeFocused();
    await send(page, "What is seventeen times twenty-four?");
    await expect(answers(page)).toContainText("408");
    await expect(state(page)).toContainText("Done");
    await expect(page.getByRole("link", { name: "Connect a provider" })).toBeHidden();
  });
});

test("says that a key was refused, keeps the rest, and works with the right one", async ({ page }) => {
  await strict(async (upstream) => {
    await open(page, "/");
    await openSettings(page);
    await addProvider(page, "OpenAI");
    await page.getByRole("button", { name: "Connect and test" }).click();
    await expect(keyField(page)).toBeFocused();
    await expect(keyField(page)).toHaveAccessibleDescription(/Enter a key/);
    await keyField(page).fill(wrongKey);
    await addressField(page).fill(upstream.url);
    await page.getByRole("button", { name: "Connect and test" }).click();
    await expect(testStep(page, "Key")).toContainText("failed");
    await expect(testStep(page, "Key")).toContainText("The provider refused the key.");
    await expect(testStep(page, "Key")).toContainText("Enter the key again.");
    await expect(testStep(page, "First token")).toContainText("Not tried after the failure before it.");
    await expect(page.getByRole("heading", { name: "It does not work yet" })).toBeVisible();
    await expect(addressField(page)).toHaveValue(upstream.url);
    await expect(keyField(page)).toHaveValue("");
    await expect(keyField(page)).toHaveAttribute("placeholder", "Saved, ends in 9999");
    await keyField(page).fill(key);
    await page.getByRole("button", { name: "Save and test" }).click();
    await expectPassed(page, ["Key", "First token"]);
    await page.getByRole("button", { name: "Back to the connections" }).click();
    await expect(connection(page, "OpenAI")).toContainText("key ends in 4711");
    await expect(connection(page, "OpenAI")).toContainText(/Works\. Tested today at \d+:\d\d/);
    await expect(page.getByRole("button", { name: "Edit OpenAI" })).toBeFocused();
  });
});

test("keeps what was typed while the application is away, and what was seen of a test that was cut", async ({
  page,
  upstream,
  application,
}) => {
  await open(page);
  await openSettings(page);
  await addProvider(page, "OpenAI-compatible server");
  await addressField(page).fill(upstream.url);
  await page.getByRole("button", { name: "Name and extra headers" }).click();
  await nameField(page).fill("Workshop");
  await application.kill();
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Aloud could not be reached." })).toContainText(
    "What you typed is still here.",
  );
  await expect(addressField(page)).toHaveValue(upstream.url);
  await application.start();
  upstream.hold();
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expectPassed(page, ["Address", "Model list"]);
  await application.kill();
  await expect(page.getByRole("alert").filter({ hasText: "The test did not come to its end." })).toBeVisible();
  await expectPassed(page, ["Address", "Model list"]);
  await application.start();
  upstream.release();
  await page.getByRole("button", { name: "Test again" }).click();
  await expectPassed(page, ["Key", "First token", "Thinking"]);
});

test("edits a connection, turns it off and removes it, and what was said with it stays", async ({ page, upstream }) => {
  await open(page);
  await openSettings(page);
  await addProvider(page, "OpenAI-compatible server");
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(addressField(page)).toHaveAccessibleDescription(/Enter the address of the server/);
  await addressField(page).fill(`${upstream.url}/chat/completions`);
  await page.getByRole("button", { name: "Name and extra headers" }).click();
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.keyboard.type("X-Team");
  await page.getByRole("textbox", { name: "Value of header 1" }).fill("a-team-of-ours");
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expectPassed(page, ["First token"]);
  expect(upstream.requests.every(({ headers }) => headers["x-team"] === "a-team-of-ours")).toBe(true);
  await expect(addressField(page)).toHaveValue(upstream.url);
  await expect(page.getByText("X-Team. Their values are not shown.")).toBeVisible();
  expect(await page.content()).not.toContain("a-team-of-ours");

  await nameField(page).fill("Workshop");
  await page.getByRole("button", { name: "Save and test" }).click();
  await expect(page.getByRole("heading", { name: "Workshop", level: 1 })).toBeVisible();
  await expectPassed(page, ["First token"]);
  const model = await startConversation(page);
  await send(page, "What is seventeen times twenty-four?");
  await expect(state(page)).toContainText("Done");
  await page.keyboard.press("Control+,");

  const use = connection(page, "Workshop").getByRole("switch", { name: "Use Workshop" });
  await expect(use).toBeChecked();
  await use.click();
  await expect(use).not.toBeChecked();
  await expect(connection(page, "Workshop")).toContainText("Turned off: its models are not offered.");
  await page.getByRole("link", { name: "Back to the conversation" }).click();
  await expect(answers(page)).toContainText("408");
  await expect(page.getByText(`${model} is no longer available here.`)).toBeVisible();
  await page.keyboard.press("Control+,");
  await use.click();
  await expect(use).toBeChecked();

  await page.getByRole("button", { name: "Remove Workshop" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove “Workshop”?" });
  await expect(dialog).toContainText("Conversations that used it stay readable");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Remove Workshop" })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(connection(page, "Workshop")).toBeHidden();
  await list(page).getByRole("link", { name: "What is seventeen times twenty-four?" }).click();
  await expect(answers(page)).toContainText("408");
  await expect(panel(page)).toContainText(model);
  await expect(page.getByRole("button", { name: `Model: ${model}, no longer available` })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send: This model is no longer available/ })).toBeVisible();
});

test("finds a server on this machine when it is asked to, and connects it with one press", async ({ page }) => {
  const server = await startAtUsualPort();
  try {
    await open(page);
    await page.getByRole("link", { name: "look for model servers on this machine" }).click();
    const found = page.getByRole("region", { name: "On this machine" });
    const add = found.getByRole("button", { name: `Add llama.cpp at ${server.url}` });
    await add.click();
    await expect(found.getByRole("listitem").filter({ hasText: server.url })).toContainText("Connected");
    await expectPassed(page, ["Address", "First token"]);
    await expect(connection(page, "llama.cpp")).toContainText("Works.");
    await page.getByRole("button", { name: "Hide the steps of the test of llama.cpp" }).click();
    await expect(page.getByRole("list", { name: "Test of llama.cpp" })).toBeHidden();
  } finally {
    await server.close();
  }
});

/** Where such a server usually listens; another program may have one of these ports. */
async function startAtUsualPort(): Promise<Upstream> {
  for (const port of [1337, 5001, 8081, 30000, 5000, 1234]) {
    const server = await startUpstream({ port, ownedBy: "llamacpp" }).catch(() => null);
    if (server) return server;
  }
  throw new Error("None of the usual ports is free.");
}

test("shows no key on any page and in no answer, whatever is done with it", async ({ page }) => {
  const said: string[] = [];
  page.on("response", (response) => {
    response.text().then(
      (text) => void said.push(text),
      // A stream that was left, or a redirect: nothing to read.
      () => undefined,
    );
  });
  await strict(async (upstream) => {
    await open(page);
    await openSettings(page);
    await addProvider(page, "Mistral");
    await keyField(page).fill(wrongKey);
    await addressField(page).fill(upstream.url);
    await page.getByRole("button", { name: "Connect and test" }).click();
    await expect(testStep(page, "Key")).toContainText("failed");
    said.push(await page.content());
    await keyField(page).fill(key);
    await page.getByRole("button", { name: "Save and test" }).click();
    await expectPassed(page, ["Key"]);
    said.push(await page.content());
    for (const path of ["/settings/connections", "/settings/connections?edit=mistral", "/settings/models", "/"]) {
      await page.goto(path);
      said.push(await page.content());
    }
    said.push(JSON.stringify(await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, document.cookie])));
  });
  expect(said.length).toBeGreaterThan(20);
  for (const text of said) expect(text).not.toContain("kestrel");
});

test("says of a key that can no longer be opened that it has to be entered again, and takes it", async ({
  page,
  application,
}) => {
  await strict(async (upstream) => {
    await open(page);
    await openSettings(page);
    await addProvider(page, "DeepSeek");
    await keyField(page).fill(key);
    await addressField(page).fill(upstream.url);
    await page.getByRole("button", { name: "Connect and test" }).click();
    await expectPassed(page, ["First token"]);
    await application.terminate();
    rmSync(join(application.dataDir, "secret.key"));
    await application.start();
    await loadSettings(page, "/settings/connections");
    await expect(connection(page, "DeepSeek")).toContainText("The key can no longer be opened.");
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await connection(page, "DeepSeek").getByRole("button", { name: "Enter the key" }).click();
    await expect(keyField(page)).toBeFocused();
    await page.keyboard.type(key);
    await page.keyboard.press("Enter");
    await expectPassed(page, ["Key", "First token"]);
  });
});
