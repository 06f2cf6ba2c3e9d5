import type OpenAI from "openai";
import { connectProgram, listen, programWith } from "./api-client.ts";
import { counting } from "./counting.ts";
import { expect, test } from "./fixtures.ts";
import { answers, choose, composer, list, open, panel, questions, read, send, state, step, words } from "./page.ts";
import { openSection } from "./settings-page.ts";
import { callOf } from "./tool-calls.ts";

test.use({ wire: "chat" });

const row = (page: Parameters<typeof list>[0], title: string) => list(page).getByRole("link", { name: new RegExp(`^${title}`) });

test("a key is made, a program asks with it, and its owner watches it think without a reload", async ({
  page,
  upstream,
  application,
}) => {
  upstream.script("counting", counting);
  upstream.hold();
  await openSection(page, "API keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("My editor");
  await page.getByRole("radio", { name: /^Everything/ }).check();
  await page.getByRole("button", { name: "Make the key" }).click();
  const card = page.getByRole("region", { name: "The key of “My editor”" });
  const key = await read(card.getByRole("code"));
  expect(key).toMatch(/^aloud_/);

  const { client, modelId } = programWith(application.url, key);
  const model = await modelId("counting");
  const messages: OpenAI.ChatCompletionMessageParam[] = [
    { role: "system", content: "You count." },
    { role: "user", content: "Count for the program." },
  ];
  const first = listen(await client.chat.completions.create({ model, messages, stream: true }));
  await expect(row(page, "Count for the program")).toBeVisible();
  await expect(row(page, "Count for the program")).toHaveAccessibleName(
    /asked through API with the key My editor, an answer is being written$/,
  );
  await expect(list(page).getByText("My editor", { exact: true })).toBeVisible();

  await row(page, "Count for the program").click();
  await expect(page).toHaveURL(/\/c\/con_/);
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  expect((await words(page)).thought).not.toContain("thought60");
  await expect.poll(() => first.heard.thought).toContain("thought26");
  await expect(page.getByRole("main")).toContainText("API · My editor");
  await expect(panel(page)).toContainText("API · My editor");
  await expect(panel(page).getByRole("region", { name: "From the client" })).toContainText("Instructions of 10 letters");
  upstream.release();
  const told = await first.done;
  expect(told.finish).toBe("stop");
  await expect(state(page)).toContainText("Done");
  await expect(answers(page)).toContainText("answer40");
  expect(told.text.match(/answer\d+/g)).toEqual((await words(page)).answer);

  upstream.hold();
  messages.push({ role: "assistant", content: told.text }, { role: "user", content: "And once more." });
  const second = listen(await client.chat.completions.create({ model, messages, stream: true }));
  await expect(questions(page)).toHaveCount(2);
  await expect(questions(page).last()).toContainText("And once more.");
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  await expect(state(page)).toContainText("Thinking");
  upstream.release();
  await second.done;
  await expect(state(page)).toContainText("Done");
  expect(
    await list(page)
      .getByRole("link", { name: /asked through API/ })
      .count(),
  ).toBe(1);

  await choose(page, "answer-only");
  await send(page, "And I go on myself.");
  await expect(answers(page).last()).toContainText("Seventeen times twenty-four is 408.");
  await expect(questions(page)).toHaveCount(3);
});

test("a program that leaves stops its answer, and that is shown as what it is", async ({ page, upstream, application }) => {
  upstream.script("counting", counting);
  upstream.hold();
  const { client, modelId } = await connectProgram(application, { name: "Hasty", exposure: "full" });
  await open(page);
  const stream = await client.chat.completions.create({
    model: await modelId("counting"),
    messages: [{ role: "user", content: "Count, I may leave." }],
    stream: true,
  });
  const { heard, done } = listen(stream);
  await row(page, "Count, I may leave").click();
  upstream.release(30);
  await expect(panel(page)).toContainText("thought26");
  await expect.poll(() => heard.thought).toContain("thought26");
  stream.controller.abort();
  await done.catch(() => {});
  await expect(state(page)).toContainText("Stopped");
  await expect(state(page)).not.toContainText("by you");
  await expect(row(page, "Count, I may leave")).not.toHaveAccessibleName(/being written/);
  await expect(panel(page)).toContainText("thought26");
});

test("a tool of the client waits for the client, and the same turn goes on with its result", async ({
  page,
  upstream,
  application,
}) => {
  upstream.script("asks", ({ earlier }) =>
    earlier === 0
      ? [
          { kind: "thought", text: "**Looking at the weather**\n\nI ask the program for it." },
          callOf({ name: "get_weather", args: { city: "Bern" } }),
          { kind: "finish", reason: "tool-calls", usage: "count" },
        ]
      : [
          { kind: "thought", text: "**Reading the weather**\n\nIt rains." },
          { kind: "text", text: "Take an umbrella." },
          { kind: "finish", reason: "stop", usage: "count" },
        ],
  );
  const { client, modelId } = await connectProgram(application, { name: "Weather", exposure: "full" });
  const model = await modelId("asks");
  const tools: OpenAI.ChatCompletionTool[] = [
    {
      type: "function",
      function: { name: "get_weather", description: "The weather", parameters: { type: "object", properties: {} } },
    },
  ];
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Do I need an umbrella?" }];
  await open(page);
  const asked = await listen(await client.chat.completions.create({ model, messages, tools, stream: true })).done;
  expect(asked).toMatchObject({ finish: "tool_calls", calls: [{ name: "get_weather" }] });
  await expect(row(page, "Do I need an umbrella")).toHaveAccessibleName(/waits for the client that asked$/);
  await row(page, "Do I need an umbrella").click();
  await expect(state(page)).toContainText("Waiting for the client");
  await expect(answers(page).getByRole("button", { name: /^Waiting for the client/ })).toBeVisible();
  await expect(step(page, 2)).toContainText("at the client");
  await expect(panel(page).getByRole("region", { name: "From the client" })).toContainText("1 tool of the client: get_weather");

  const [call] = asked.calls;
  messages.push(
    {
      role: "assistant",
      content: asked.text,
      tool_calls: [{ id: call?.id ?? "", type: "function", function: { name: "get_weather", arguments: '{"city":"Bern"}' } }],
    },
    { role: "tool", tool_call_id: call?.id ?? "", content: "Rain." },
  );
  const answered = await listen(await client.chat.completions.create({ model, messages, tools, stream: true })).done;
  expect(answered).toMatchObject({ finish: "stop", text: "Take an umbrella." });
  await expect(state(page)).toContainText("Done");
  await expect(answers(page)).toContainText("Take an umbrella.");
  await expect(questions(page)).toHaveCount(1);
  await expect(step(page, 2)).toContainText("done");
});

test("what a client brings along is set off, without times, and its pictures are shown", async ({
  page,
  upstream,
  application,
}) => {
  upstream.script("seeing", () => [
    { kind: "thought", text: "I look at it." },
    { kind: "text", text: "It is a dot." },
    { kind: "finish", reason: "stop", usage: "count" },
  ]);
  const { client, modelId } = await connectProgram(application, { name: "An importer with a rather long name of its own" });
  const dot =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
  await open(page);
  await client.chat.completions.create({
    model: await modelId("seeing"),
    messages: [
      { role: "user", content: "What was before?" },
      { role: "assistant", content: "Something said elsewhere." },
      {
        role: "user",
        content: [
          { type: "text", text: "And what is this?" },
          { type: "image_url", image_url: { url: dot } },
        ],
      },
    ],
  });
  await row(page, "What was before").click();
  await expect(questions(page)).toHaveCount(2);
  await expect(answers(page).first()).toContainText("Brought along by the client");
  const picture = questions(page).last().getByRole("img", { name: "The picture" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await answers(page)
    .first()
    .getByRole("button", { name: /^Brought along by the client/ })
    .click();
  await expect(panel(page)).toContainText("Brought along by the client");
  await expect(state(page)).not.toContainText(/\d+(\.\d)? s/);
});

test("one page of a browser listens for the others, and another takes over", async ({ page, context, application }) => {
  const { client, modelId } = await connectProgram(application, { name: "Caller" });
  const model = await modelId("answer-only");
  const ask = (content: string) => client.chat.completions.create({ model, messages: [{ role: "user", content }] });
  const lines: string[] = [];
  context.on("request", (request) => {
    if (request.url().endsWith("/api/conversations/events")) lines.push(request.url());
  });
  await open(page);
  await expect.poll(() => lines.length).toBe(1);
  const other = await context.newPage();
  await open(other);
  await ask("Heard by both");
  await expect(row(page, "Heard by both")).toBeVisible();
  await expect(row(other, "Heard by both")).toBeVisible();
  expect(lines).toHaveLength(1);
  await page.close();
  await expect.poll(() => lines.length).toBe(2);
  await ask("Heard by the one that is left");
  await expect(row(other, "Heard by the one that is left")).toBeVisible();
  await expect(composer(other)).toBeVisible();
});
