import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { expression, leads } from "#lib/testing/arbitrary-expression.ts";
import { ask, runs } from "#lib/testing/ask-builtin.ts";
import { type AskedCall, askWithTools, calculatorOnly, runWith } from "#lib/testing/ask-with-tools.ts";
import { calculator } from "#lib/tools/calculator.ts";
import { calculatorText } from "./calculator-text.ts";
import { evaluate } from "./evaluate.ts";
import { readExpression } from "./expression.ts";
import { machineText } from "./number-text.ts";
import { rationalOf } from "./value.ts";

const math = create(all ?? {}, { number: "Fraction" });
const expressionOf = ({ args }: AskedCall) => String((args as { expression: unknown }).expression);
const exactly = (call: AskedCall): string => math.evaluate(expressionOf(call)).toFraction();
const says = (exact: string) => ({ result: { exact, decimal: exact, isRounded: false } });
const honest = (call: AskedCall) => says(exactly(call));

const really = runWith([calculator]);

/** A question about an expression that has a value. */
const sum = fc
  .tuple(expression, fc.constantFrom(...leads))
  .filter(([{ plain }]) => /[+*/^]| - /.test(plain))
  .map(([{ plain, typed }, lead]) => ({ plain, question: lead + typed }))
  .filter(({ question }) => ask(question).sum !== undefined);

describe("a round with the calculator", () => {
  it("ends in the exact value for any expression, after one call that asks for just that", async () => {
    await fc.assert(
      fc.asyncProperty(sum, async ({ plain, question }) => {
        const turn = await askWithTools(question, calculatorOnly, honest, { effort: "low" });
        const wanted: string = math.evaluate(plain).toFraction();
        expect(turn.calls.map(exactly)).toEqual([wanted]);
        expect(ask(question).value).toBe(wanted);
        expect(turn.answer).toBe(ask(question).answer);
        expect(turn.steps.map(({ outcome }) => outcome.finish)).toEqual(["tool-calls", "stop"]);
      }),
      runs(250),
    );
  });

  it("agrees with the tool itself", async () => {
    await fc.assert(
      fc.asyncProperty(sum, async ({ plain, question }) => {
        const turn = await askWithTools(question, calculatorOnly, really);
        expect(turn.calls).toHaveLength(1);
        expect(turn.thoughts[1]?.at(-1)).toContain("the two agree");
        expect(ask(question)).toMatchObject({ value: math.evaluate(plain).toFraction(), answer: turn.answer });
      }),
      runs(120),
    );
  });

  it("asks for the same however it is written", () => {
    fc.assert(
      fc.property(sum, ({ plain, question }) => {
        const { tree, value } = ask(question).sum ?? {};
        if (!tree || !value) throw new Error("no sum");
        const wanted: string = math.evaluate(plain).toFraction();
        for (const brackets of ["needed", "all"] as const) {
          const text = calculatorText(tree, brackets);
          expect(math.evaluate(text).toFraction()).toBe(wanted);
          const read = readExpression(text);
          const own = read && rationalOf(evaluate(read).value);
          expect(own && machineText(own)).toBe(wanted);
        }
      }),
      runs(600),
    );
  });

  it("notices any wrong result, asks again in another way, and gives its own with a word on it", async () => {
    const wrongs: ((exact: string) => string)[] = [
      (exact) => math.evaluate(`(${exact}) + 1`).toFraction(),
      (exact) => math.evaluate(`(${exact}) * 10 + 1/7`).toFraction(),
      (exact) => math.evaluate(`-(${exact}) - 1`).toFraction(),
      (exact) => math.evaluate(`(${exact}) + 1/1000000`).toFraction(),
    ];
    await fc.assert(
      fc.asyncProperty(sum, fc.constantFrom(...wrongs), async ({ question }, wrong) => {
        const turn = await askWithTools(question, calculatorOnly, (call) => says(wrong(exactly(call))), { effort: "low" });
        fc.pre(turn.calls[0] !== undefined && wrong(exactly(turn.calls[0])) !== exactly(turn.calls[0]));
        expect(turn.calls).toHaveLength(2);
        expect(new Set(turn.calls.map(expressionOf)).size).toBe(2);
        expect(turn.answer).toContain(ask(question).answer);
        expect(turn.answer).toContain("The calculator does not agree: it says");
        expect(turn.thoughts[1]?.join()).toContain("one of the two is wrong");
      }),
      runs(150),
    );
  });

  it("believes the second result where the first was wrong, and says so", async () => {
    const turn = await askWithTools("What is 17 × 24?", calculatorOnly, (_, index) => says(index === 0 ? "480" : "408"));
    expect(turn.calls.map(expressionOf)).toEqual(["17 * 24", "(17 * 24)"]);
    expect(turn.answer).toBe(
      `${ask("17 × 24").answer}\n\n*The calculator first said 480. Asked again in another way it says 408, as the working here does.*`,
    );
  });

  it("thinks before it calls, reads before it works, and compares at the end", async () => {
    const turn = await askWithTools("What is (3/4 + 5/6) × 2.4?", calculatorOnly, honest);
    const headings = turn.thoughts.map((list) => list.map((text) => /^\*\*(.*)\*\*/.exec(text)?.[1]));
    expect(headings).toEqual([
      ["Reading the expression", "Asking the calculator"],
      ["Reading what came back", "Working it out step by step", "Checking the result", "Comparing the two"],
    ]);
    expect(turn.thoughts[0]?.at(-1)).toContain("`(3 / 4 + 5 / 6) * 2.4`");
    expect(turn.thoughts[1]?.[0]).toContain("The calculator says 19/5");
  });

  it.each([
    [{ refused: "Do it in your head." }, 1, "*The calculator was not used, because the call was refused (“Do it in your head.”)"],
    [{ error: "Nobody allowed this call in time, so it was not run." }, 1, "because nobody allowed the call in time;"],
    [{ refused: null }, 1, "*The calculator was not used, because the call was refused;"],
    [
      { error: "The tool did not finish within 10 seconds and was stopped." },
      2,
      "*The calculator failed (“The tool did not finish",
    ],
    [{ error: "**x** <b>\n# y" }, 2, "(“\\*\\*x\\*\\* \\<b\\> \\# y”)"],
    [{ result: { value: "a lot" } }, 2, '*The calculator said “\\{"value":"a lot"\\}”, which could not be compared'],
    [{ result: "40\n[… 9,000 characters left out …]\n8" }, 2, "*The calculator said a result that came shortened (“40"],
    [{ result: { exact: "9".repeat(4000), decimal: "1e4000", isRounded: true } }, 2, "which could not be compared"],
    [{ result: null }, 2, "which could not be compared"],
    [{ result: [1, 2] }, 2, "which could not be compared"],
  ])("goes on by itself where it gets %j", async (answered, calls, note) => {
    for (const effort of ["off", "low", "medium", "high"] as const) {
      const turn = await askWithTools("What is 17 × 24?", calculatorOnly, () => answered, { effort });
      expect(turn.calls).toHaveLength(calls);
      expect(turn.answer).toContain("17 \\times 24 = 408");
      expect(turn.answer).toContain(note);
      for (const list of turn.thoughts) expect(list.length > 0).toBe(effort !== "off");
    }
  });

  it("answers by itself in a step that offers nothing", async () => {
    const alone = await askWithTools("What is 17 × 24?", calculatorOnly, honest, { mostSteps: 1 });
    expect(alone).toMatchObject({ calls: [], answer: ask("17 × 24").answer });
    const cutShort = await askWithTools("What is 17 × 24?", calculatorOnly, () => says("9"), { mostSteps: 2 });
    expect(cutShort.calls).toHaveLength(1);
    expect(cutShort.answer).toContain("408");
    expect(cutShort.answer).toContain("it says 9");
  });

  it("is the same turn each time", async () => {
    const told = async () => {
      const { thoughts, answer, calls } = await askWithTools("15% of 240?", calculatorOnly, honest, { effort: "high" });
      return { thoughts, answer, calls: calls.map(expressionOf) };
    };
    expect(await told()).toEqual(await told());
  });
});

describe("several questions in one message", () => {
  it.each([
    ["What is 17 × 24 and 2^10 - 1?", ["408", "1023"]],
    ["What is 17 × 24? And 2^10 - 1? And 7^4?", ["408", "1023", "2401"]],
    ["17 × 24; 15% of 240", ["408", "36"]],
    ["15% of 240?\nand of 300?", ["36", "45"]],
    ["compute 1+1, 2+2, 3+3 and 4+4", ["2", "4", "6", "8"]],
  ])("%j are asked side by side", async (question, values) => {
    const turn = await askWithTools(question, calculatorOnly, honest);
    expect(turn.calls.map(exactly)).toEqual(values);
    expect(turn.steps).toHaveLength(2);
    for (const value of values)
      expect(turn.answer).toContain(`= ${value.replace(/\B(?=(\d{3})+$)/g, value.length > 4 ? "{,}" : "")}`);
  });

  it("go their own ways: one is refused, one is wrong, one is right", async () => {
    const turn = await askWithTools("What is 1 + 1, 2 + 2 and 3 + 3?", calculatorOnly, (call) => {
      if (expressionOf(call) === "1 + 1") return { refused: null };
      return says(expressionOf(call) === "2 + 2" ? "5" : exactly(call));
    });
    expect(turn.calls.map(expressionOf)).toEqual(["1 + 1", "2 + 2", "3 + 3", "(2 + 2)"]);
    expect(turn.answer).toMatch(
      /= 2\$\$\n\n\*The calculator was not used.*\n\n\$\$2 \+ 2 = 4\$\$\n\n\*The calculator first said 5.*\n\n\$\$3 \+ 3 = 6\$\$$/,
    );
    expect(
      turn.thoughts
        .flat()
        .join("\n")
        .match(/The calculator says 6/g),
    ).toHaveLength(1);
  });

  it.each(["1/2 and 3/4", "12 and 15", "I have 3 + 4 apples and 2 + 2 pears", "2 + 2 and then?", "5 and 6 + 1"])(
    "%j is not taken apart",
    async (question) => {
      const turn = await askWithTools(question, calculatorOnly, honest);
      expect(turn.calls).toEqual([]);
      expect(turn.answer).toContain("not a language model");
    },
  );
});

describe("arithmetic in other questions", () => {
  it.each([
    "What is 15% of 240?",
    "What percent is 30 of 80?",
    "30 is 20% of what?",
    "Increase 80 by 12.5%",
    "percent change from 50 to 80",
    "A jacket costs $80. It is 20% off, then 5% tax is added. What is the final price?",
    "Mean of 4, 8, 15, 16, 23, 42",
    "Sum of the numbers from 1 to 100",
    "If 3 apples cost $2.40, how much do 7 apples cost?",
    "What is √2 × 3?",
    "What is (1 + √5) / 2?",
    "π × 2.5²",
    "What is 200 + 10%?",
    "-7 mod 3",
    "|3 - 10| × 2",
    "30!",
  ])("%s: the calculator is asked, and agrees", async (question) => {
    const turn = await askWithTools(question, calculatorOnly, really);
    expect(turn.calls).toHaveLength(1);
    expect(turn.answer).toBe(ask(question).answer);
    expect(turn.thoughts[1]?.at(-1)).toContain("the two agree");
  });

  it.each(["Convert 5 feet 7 inches to centimetres", "What are the prime factors of 5040?", "What is 1/0?", "hello"])(
    "%s: there is nothing to ask it",
    async (question) => expect((await askWithTools(question, calculatorOnly, honest)).calls).toEqual([]),
  );
});
