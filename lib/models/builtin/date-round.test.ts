import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask, runs } from "#lib/testing/ask-builtin.ts";
import { type AskedCall, afternoon, askWithTools, runWith } from "#lib/testing/ask-with-tools.ts";
import { calculator } from "#lib/tools/calculator.ts";
import { dateTime } from "#lib/tools/date-time.ts";
import { declarationOf } from "#lib/tools/schema.ts";
import { dateOfDay, dateText } from "./calendar.ts";

const tools = [calculator, dateTime];
const declared = tools.map(declarationOf);
const inTokyo = runWith(tools, { timeZone: "Asia/Tokyo" });
const actionsOf = (calls: AskedCall[]) => calls.map(({ args }) => (args as { action?: string }).action);
/** The tool's own result, changed. */
const lying = (change: (result: Record<string, unknown>) => object) => async (call: AskedCall) => {
  const answered = await inTokyo(call);
  if (!("result" in answered)) throw new Error("no result");
  return { result: change(answered.result as Record<string, unknown>) };
};

describe("questions about now", () => {
  it.each([
    ["What time is it?", {}, "**01:30**, on Saturday, 21 November 2026 (Asia/Tokyo)."],
    ["What's the current time in New York?", { zone: "America/New_York" }, "**11:30** in New York, on Friday, 20 November 2026"],
    ["What time is it in India?", { zone: "Asia/Kolkata" }, "**22:00** in India, on Friday, 20 November 2026"],
    ["What is today's date?", {}, "**Saturday, 21 November 2026** (Asia/Tokyo)."],
    ["What day is it in UTC?", { zone: "UTC" }, "**Friday, 20 November 2026** in UTC"],
  ])("%s: the clock is read with the tool, and the person's zone is the tool's", async (question, args, answer) => {
    const turn = await askWithTools(question, declared, inTokyo);
    expect(turn.calls.map((call) => call.args)).toEqual([{ action: "now", ...args }]);
    expect(turn.answer).toContain(answer);
    expect(turn.thoughts[1]?.join("\n")).toContain("This machine's own clock reads");
    expect(turn.thoughts[1]?.at(-1)).toContain("the two agree");
  });

  it("is declined where there is no clock to ask", async () => {
    for (const offered of [[], [declarationOf(calculator)]]) {
      const turn = await askWithTools("What time is it?", offered, inTokyo);
      expect(turn).toMatchObject({ calls: [], answer: expect.stringContaining("not a language model") });
    }
  });

  it.each([
    ["a clock that is years off", (result: Record<string, unknown>) => ({ ...result, unixSeconds: 1_900_000_000 })],
    ["another weekday", (result: Record<string, unknown>) => ({ ...result, weekday: "Monday" })],
    [
      "an hour that is not that instant's",
      (result: Record<string, unknown>) => ({ ...result, iso: "2026-11-21T02:30:00+09:00" }),
    ],
  ])("notices %s, asks again, and tells what its own clock says", async (_, change) => {
    const turn = await askWithTools("What time is it?", declared, lying(change));
    expect(actionsOf(turn.calls)).toEqual(["now", "now"]);
    expect(turn.answer).toContain("**16:30**, on Friday, 20 November 2026 (UTC).");
    expect(turn.answer).toContain("The date tool does not agree: it says");
  });

  it("tells its own clock where the call is refused, and says whose clock that is", async () => {
    const turn = await askWithTools("What time is it in Berlin?", declared, () => ({ refused: "Look at your wrist." }));
    expect(turn.calls).toHaveLength(1);
    expect(turn.answer).toContain("**17:30** in Berlin, on Friday, 20 November 2026 (Europe/Berlin).");
    expect(turn.answer).toContain("the call was refused (“Look at your wrist.”)");
  });
});

describe("questions that depend on today", () => {
  it.each([
    ["How many days until Christmas?", "difference", "**34 days**"],
    ["What date is it in 3 weeks and 2 days?", "add", "**Monday, 14 December 2026**"],
    ["What date was it 100 days ago?", "add", "**Thursday, 13 August 2026**"],
    ["How old is someone born on 21 November 2000?", "difference", "**26 years old**"],
    ["What day of the week is tomorrow?", "describe", "**Sunday**"],
  ])("%s: first the day where the person is, then what follows from it", async (question, action, answer) => {
    for (const effort of ["off", "low", "high"] as const) {
      const turn = await askWithTools(question, declared, inTokyo, { effort });
      expect(actionsOf(turn.calls)).toEqual(["now", action]);
      expect(turn.answer).toContain(answer);
    }
  });
});

describe("a tool that cannot say what day it is", () => {
  it("leaves the day of this machine's clock, which the answer names", async () => {
    const turn = await askWithTools("How many days until Christmas?", declared, () => ({ error: "It is broken." }));
    expect(actionsOf(turn.calls)).toEqual(["now", "now"]);
    const today = dateText({ year: 2026, month: 11, day: new Date(afternoon).getDate() });
    expect(turn.answer).toContain(`${today}, by this machine's clock.*`);
    expect(turn.answer).toContain("The date tool failed (“It is broken.”)");
  });

  it("may be right the second time", async () => {
    const turn = await askWithTools("How many days until Christmas?", declared, (call, index) =>
      index === 0 ? { error: "Busy." } : inTokyo(call),
    );
    expect(actionsOf(turn.calls)).toEqual(["now", "now", "difference"]);
    expect(turn.answer).toBe("**34 days** (4 weeks and 6 days), from 21 November 2026 to 25 December 2026.");
  });
});

describe("questions about dates", () => {
  const day = fc.integer({ min: -50_000, max: 50_000 }).map((number) => dateText(dateOfDay(number)));
  const asked = fc.oneof(
    fc.tuple(day, day).map(([from, to]) => `How many days are there between ${from} and ${to}?`),
    fc
      .tuple(
        day,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom("days", "weeks", "months", "years"),
        fc.constantFrom("after", "before"),
      )
      .map(([from, count, unit, side]) => `What date is ${count} ${unit} ${side} ${from}?`),
    day.map((one) => `What day of the week was ${one}?`),
  );

  it("are worked out here as the tool does", async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (question) => {
        const turn = await askWithTools(question, declared, inTokyo);
        expect(turn.calls).toHaveLength(1);
        expect(turn.thoughts[1]?.at(-1)).toContain("the two agree");
        expect(turn.answer).toBe(ask(question).answer);
      }),
      runs(120),
    );
  });

  it("are asked the other way round where the tool is wrong, and are right all the same", async () => {
    const wrong = lying((result) => ({
      ...result,
      ...("totalDays" in result && { totalDays: Number(result.totalDays) + 1 }),
      ...("iso" in result && { iso: "2001-01-01" }),
    }));
    await fc.assert(
      fc.asyncProperty(asked, async (question) => {
        const turn = await askWithTools(question, declared, wrong, { effort: "low" });
        fc.pre(!question.includes("1 January 2001"));
        expect(turn.calls).toHaveLength(2);
        expect(new Set(actionsOf(turn.calls)).size).toBe(2);
        expect(turn.answer).toContain(ask(question).answer);
        expect(turn.answer).toContain("The date tool does not agree");
        const once = await askWithTools(question, declared, (call, index) => (index === 0 ? wrong(call) : inTokyo(call)));
        expect(once.answer).toContain("*The date tool first said");
        expect(once.answer).toContain("Asked again in another way it says");
      }),
      runs(30),
    );
  });
});

describe("an hour elsewhere", () => {
  it.each([
    ["What is 9:00 in New York in Tokyo?", "**23:00** in Tokyo, the same day, when it is 09:00 in New York"],
    ["Convert 8 pm London time to Sydney time", "**07:00** in Sydney, the next day, when it is 20:00 in London"],
    [
      "When it is 12:15 am in Delhi, what time is it in Honolulu?",
      "**08:45** in Honolulu, the day before, when it is 00:15 in Delhi",
    ],
  ])("%s", async (question, answer) => {
    const turn = await askWithTools(question, declared, inTokyo);
    expect(actionsOf(turn.calls)).toEqual(["convert"]);
    expect(turn.answer).toContain(answer);
    expect(turn.thoughts[1]?.at(-1)).toContain("the two agree");
    const wrong = await askWithTools(
      question,
      declared,
      lying((result) => ({ ...result, unixSeconds: 0 })),
    );
    expect(actionsOf(wrong.calls)).toEqual(["convert", "convert"]);
    expect(wrong.answer).toContain(answer);
    expect(wrong.answer).toContain("does not agree");
  });
});

it("a clock and a sum in one message are asked side by side", async () => {
  const turn = await askWithTools("What time is it in Berlin and what is 17 × 24?", declared, inTokyo);
  expect(turn.calls.map(({ name }) => name)).toEqual(["date_time", "calculator"]);
  expect(turn.steps).toHaveLength(2);
  expect(turn.answer).toMatch(/\*\*17:30\*\* in Berlin.*= 408/s);
});

it("one call serves all questions that need it", async () => {
  const turn = await askWithTools(
    "What time is it? How many days until Christmas? What date is it in 3 days?",
    declared,
    inTokyo,
  );
  expect(actionsOf(turn.calls)).toEqual(["now", "difference", "add"]);
  expect(turn.steps).toHaveLength(3);
  expect(turn.answer).toMatch(/\*\*01:30\*\*.*\*\*34 days\*\*.*\*\*Tuesday, 24 November 2026\*\*/s);
});
