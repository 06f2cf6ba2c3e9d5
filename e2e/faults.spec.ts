import { brokenThought } from "#lib/testing/upstream/faults.ts";
import { expect, test } from "./fixtures.ts";
import { answers, ask, panel, read, reload, state } from "./page.ts";

test.use({ env: { STALL_SECONDS: "1" } });

interface Fault {
  model: string;
  what: string;
  word: "Failed" | "No answer" | "Done";
  sentence: string;
  suggestion: string;
  /** What was thought before it happened. */
  thought?: string;
}

const keepsThought = { thought: "I begin with the first part of the question and then the wire goes quiet." };
const broke = {
  word: "Failed",
  sentence: "The connection to the provider broke before the answer was complete.",
  suggestion: "Retry to ask again.",
} as const;
const notAnAnswer = {
  word: "Failed",
  sentence: "The provider sent something that is not an answer.",
  suggestion: "Check that the base URL points at an OpenAI-compatible API, then retry.",
} as const;

const faults: Fault[] = [
  {
    what: "too many requests, for good",
    model: "rate-limited",
    word: "Failed",
    sentence: "The provider is receiving too many requests.",
    suggestion: "Wait a little, then retry.",
  },
  {
    what: "an error of the provider's own, for good",
    model: "server-error",
    word: "Failed",
    sentence: "The provider has a problem of its own.",
    suggestion: "Retry in a moment.",
  },
  { what: "a reset in the middle", model: "reset-mid-thought", ...broke, ...keepsThought },
  { what: "a polite end in the middle", model: "eof-mid-thought", ...broke, ...keepsThought },
  { what: "broken JSON", model: "broken-json", ...notAnAnswer, ...keepsThought },
  {
    what: "silence in the middle",
    model: "stall-mid-thought",
    word: "Failed",
    sentence: "The provider stopped sending.",
    suggestion: "Retry to ask again.",
    ...keepsThought,
  },
  {
    what: "silence from the start",
    model: "stall-at-start",
    word: "Failed",
    sentence: "The provider stopped sending.",
    suggestion: "Retry to ask again.",
  },
  { what: "a web page instead of an answer", model: "html-instead", ...notAnAnswer },
  {
    what: "a wrong key",
    model: "wrong-key",
    word: "Failed",
    sentence: "The provider refused the key.",
    suggestion: "Check the key of this connection, then retry.",
  },
  {
    what: "an unknown model",
    model: "unknown-model",
    word: "Failed",
    sentence: "The provider does not know this model.",
    suggestion: "Choose another model and retry.",
  },
  {
    what: "an error in the stream",
    model: "error-in-stream",
    word: "Failed",
    sentence: "The provider has a problem of its own.",
    suggestion: "Retry in a moment.",
    ...keepsThought,
  },
  {
    what: "a spent account",
    model: "quota",
    word: "Failed",
    sentence: "The provider reports that the account has no credit left.",
    suggestion: "Check the account's billing, then retry.",
  },
  {
    what: "the length limit spent on thinking",
    model: "length-without-text",
    word: "No answer",
    sentence: "The thinking used up the whole output limit; no answer was written.",
    suggestion: "The thinking is kept.",
    thought: "I split it into easier parts.",
  },
  {
    what: "thinking without an answer",
    model: "thinking-only",
    word: "Done",
    sentence: "The model thought, but gave no answer text.",
    suggestion: "",
    thought: "I split it into easier parts.",
  },
];

for (const { what, model, word, sentence, suggestion, thought } of faults) {
  test(`tells of ${what}, keeps what was thought, and Retry asks again`, async ({ page, upstream }) => {
    await ask(page, model);
    const look = async () => {
      await expect(state(page)).toContainText(word);
      await expect(answers(page)).toContainText(sentence);
      await expect(answers(page)).toContainText(suggestion);
      if (thought) await expect(panel(page)).toContainText(thought);
      await expect(page.getByText("sk-secret")).toHaveCount(0);
    };
    await look();
    const shown = await read(panel(page));
    await reload(page);
    await look();
    await expect.poll(() => read(panel(page))).toBe(shown);

    upstream.script(model, () => [
      { kind: "text", text: "All is well again." },
      { kind: "finish", reason: "stop", usage: "count" },
    ]);
    await answers(page).getByRole("button", { name: "Retry" }).click();
    await expect(answers(page)).toContainText("All is well again.");
    await expect(state(page)).toContainText("Done");
    await expect(page.getByRole("group", { name: "Versions of the answer" })).toContainText("2 of 2");
  });
}

test("shows that it waits when the provider has too many requests, and answers when there is room", async ({
  page,
  upstream,
}) => {
  upstream.script("busy", ({ earlier }) =>
    earlier < 2
      ? [
          {
            kind: "reply",
            status: 429,
            headers: { "content-type": "application/json", "retry-after-ms": "1500" },
            body: JSON.stringify({ error: { code: "rate_limit_exceeded", type: "requests", message: "Slow down." } }),
          },
        ]
      : [
          { kind: "thought", text: brokenThought },
          { kind: "text", text: "It is 408." },
          { kind: "finish", reason: "stop", usage: "count" },
        ],
  );
  await ask(page, "busy");
  await expect(panel(page)).toContainText("The provider is receiving too many requests. Trying again in 2 s (attempt 2 of 3).");
  await expect(state(page)).toContainText("Waiting");
  await expect(panel(page)).toContainText("(attempt 3 of 3).");
  await expect(state(page)).toContainText("Done");
  await expect(answers(page)).toContainText("It is 408.");
  await expect(panel(page)).toContainText("Retries");
  expect(upstream.requests.filter((request) => request.wire !== null)).toHaveLength(3);
});
