import { expect, test } from "./fixtures.ts";
import { answers, ask, composer, panel, questions, reload, send, state } from "./page.ts";

const says = (answer: string, thought: string) => () => [
  { kind: "thought" as const, text: `**${thought}**\n\nThinking about it.` },
  { kind: "text" as const, text: answer },
  { kind: "finish" as const, reason: "stop" as const, usage: "count" as const },
];

test("edits a question and switches between both versions; answer and panel go along, and the choice is kept", async ({
  page,
  upstream,
}) => {
  upstream.script("parrot", ({ conversation }) => {
    const last = conversation.at(-1)?.replace("user: ", "") ?? "";
    return says(`You said: ${last}`, `About ${last}`)();
  });
  await ask(page, "parrot", "first words");
  await expect(answers(page)).toContainText("You said: first words");
  await questions(page).hover();
  await questions(page).getByRole("button", { name: "Edit" }).click();
  const editor = page.getByRole("textbox", { name: "Edit the message" });
  await expect(editor).toBeFocused();
  await editor.fill("other words");
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(answers(page)).toContainText("You said: other words");
  await expect(panel(page)).toContainText("About other words");

  const versions = page.getByRole("group", { name: "Versions of the message" });
  await expect(versions).toContainText("2 of 2");
  await versions.getByRole("button", { name: "Previous version" }).click();
  await expect(versions).toContainText("1 of 2");
  await expect(questions(page)).toContainText("first words");
  await expect(answers(page)).toContainText("You said: first words");
  await expect(panel(page)).toContainText("About first words");

  await reload(page);
  await expect(answers(page)).toContainText("You said: first words");
  await expect(versions).toContainText("1 of 2");
  await versions.getByRole("button", { name: "Previous version" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(versions).toContainText("2 of 2");
  await expect(answers(page)).toContainText("You said: other words");
  await expect(panel(page)).toContainText("About other words");
});

test("answers again beside the first answer, and each has its own thinking", async ({ page, upstream }) => {
  let count = 0;
  upstream.script("fickle", () => {
    count += 1;
    return says(`Answer number ${count}`, `Thought number ${count}`)();
  });
  await ask(page, "fickle");
  await expect(answers(page)).toContainText("Answer number 1");
  await page.getByRole("button", { name: "Answer again" }).click();
  await expect(answers(page)).toContainText("Answer number 2");
  await expect(panel(page)).toContainText("Thought number 2");
  const versions = page.getByRole("group", { name: "Versions of the answer" });
  await expect(versions).toContainText("2 of 2");
  await versions.getByRole("button", { name: "Previous version" }).click();
  await expect(answers(page)).toContainText("Answer number 1");
  await expect(panel(page)).toContainText("Thought number 1");
  await expect(versions.getByRole("button", { name: "Previous version" })).toHaveAttribute("aria-disabled", "true");

  await send(page, "And then?");
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(page).last()).toContainText("Answer number 3");
  expect(JSON.stringify(upstream.requests.at(-1)?.body)).toContain("Answer number 1");
  await reload(page);
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(page).first()).toContainText("Answer number 1");
});

test("a version with later turns brings them back, and the older branch is never lost", async ({ page, upstream }) => {
  upstream.script("parrot", ({ conversation }) => says(`Heard ${conversation.join("; ")}`, "Listening")());
  await ask(page, "parrot", "one");
  await expect(state(page)).toContainText("Done");
  await send(page, "two");
  await expect(answers(page)).toHaveCount(2);
  await expect(state(page)).toContainText("Done");
  await questions(page).first().hover();
  await questions(page).first().getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Edit the message" }).fill("uno");
  await page.keyboard.press("Enter");
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page)).toContainText("Heard user: uno");

  await page.getByRole("button", { name: "Previous version" }).click();
  await expect(answers(page)).toHaveCount(2);
  await expect(questions(page).last()).toContainText("two");
});

test("leaves a message as it is when the edit is given up, and edits the last one from the empty message field", async ({
  page,
  upstream,
}) => {
  await ask(page, "answer-only", "as it was");
  await expect(state(page)).toContainText("Done");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Edit the message" });
  await expect(editor).toHaveValue("as it was");
  await editor.fill("changed");
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();
  await expect(questions(page)).toContainText("as it was");
  expect(upstream.requests.filter((request) => request.wire !== null)).toHaveLength(1);
});
