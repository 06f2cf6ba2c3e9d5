import { describe, expect, it } from "vitest";
import { ask, converse, friday, isDeclined } from "#lib/testing/ask-builtin.ts";
import { builtinModels } from "./endpoint.ts";
import { solve } from "./solve.ts";
import { speak } from "./speak.ts";

describe("the examples it offers", () => {
  const answers: Record<string, string> = {
    "What is (3/4 + 5/6) × 2.4?": "= 3.8",
    "A jacket costs $80. It is 20% off, then 5% tax is added. What is the final price?": "$67.20",
    "Convert 5 feet 7 inches to centimetres": "170.18",
    "How many days are there between 14 March 2027 and Christmas 2027?": "286 days",
    "Solve 2x² − 4x − 3 = 0": "\\sqrt{10}",
    "What are the prime factors of 5040?": "2^{4} \\times 3^{2} \\times 5 \\times 7",
    "Mean, median and standard deviation of 4, 8, 15, 16, 23, 42": "15.5",
    "A farm has chickens and rabbits, 35 heads and 94 legs in all. How many rabbits are there?": "12 rabbits",
  };
  it.each(builtinModels.flatMap(({ examples }) => examples))("%s", (example) => {
    expect(ask(example).answer).toContain(answers[example] ?? "no answer is known");
  });
});

describe("the thoughts", () => {
  it("begin each with a heading, and grow with the effort", () => {
    for (const example of builtinModels.flatMap(({ examples }) => examples)) {
      const words = (["off", "low", "medium", "high"] as const).map((effort) => {
        const { thoughts } = speak(ask(example), effort);
        for (const thought of thoughts) expect(thought).toMatch(/^\*\*[^*\n]+\*\*\n\n\S/);
        return thoughts.join(" ").split(/\s+/).filter(Boolean).length;
      });
      expect(words).toEqual([...words].sort((a, b) => a - b));
      expect(new Set(words).size).toBe(4);
      expect(words[0]).toBe(0);
    }
  });

  it("warn of a result that failed its check", () => {
    const solution = { ...ask("1 + 1"), isCertain: false };
    expect(speak(solution, "off").answer).toContain("should not be relied on");
  });
});

describe("a conversation", () => {
  it.each([
    [["15% of 240", "and of 300?"], "15% of 300 = 45"],
    [["15% of 240", "what about 20%?"], "20% of 240 = 48"],
    [["15% of 240", "thanks!", "and 20%?"], "20% of 240 = 48"],
    [["10 km in m", "now in miles"], "6.213711922 miles"],
    [["10 km in m", "and 5 miles?"], "8046.72 metres"],
    [["How many days from 14 March 2027 to 1 June 2027?", "in weeks?"], "11 weeks and 2 days"],
    [["mean of 4, 8, 12", "and the median?"], "Median: 8"],
    [["gcd of 84 and 126", "and the lcm?"], "lcm(84, 126) = 252"],
    [["3/8 + 1/8", "as a decimal"], "0.5"],
    [["15% of 240", "and of 300?", "what about 10%?"], "10% of 300 = 30"],
    [["is 91 prime?", "what about 97?"], "97 is prime"],
    [["15% of 240", "What is 2 + 2?"], "2 + 2 = 4"],
  ])("%j ends in %s", (questions, answer) => expect(converse(...questions).answer).toContain(answer));

  it("says how it read a follow-up", () => {
    expect(converse("15% of 240", "and of 300?").answer).toContain("*Read as: 15% of 300*");
  });

  it.each([
    [["15% of 240", "and why?"]],
    [["what is 3 + 4 * 5", "and 7?"]],
    [["hello", "and of 300?"]],
    [["10 km in m", "in bananas"]],
  ])("does not guess at %j", (questions) => {
    expect(converse(...questions).answer).toContain("not a language model");
  });
});

describe("what it is not made for", () => {
  it.each([
    "hello",
    "Who are you?",
    "Write a poem about the sea",
    "What is the capital of France?",
    "fix this code: for (let i = 0; i < 10; i++) {}",
    "What is the meaning of life?",
    "Tell me a joke about 3 chickens",
    "How many people live in Berlin?",
    "What is the weather on 3 May?",
    "translate 'one two three' to German",
    "What is 5 apples plus 3 oranges worth?",
    "The year 1984 by Orwell",
    "Is 7 a lucky number?",
    "My phone number is 555-1234",
    "Call me at 5 pm",
    "chapter 3 / section 4",
    "",
    "???",
    "1, 2, 3, what comes next?",
    "What is the integral of x^2?",
    "100 USD in EUR",
    "If all bloops are razzies and 3 razzies are lazzies, are all bloops lazzies?",
    "How many r's are in strawberry?",
    "version 2.0 - 1.5 release notes",
    "24/7 support",
    "Covid-19 vs. flu 2020",
    "I have 3 brothers and each has 2 sisters. How many sisters do I have?",
    "A snail climbs 3 m a day and slides 2 m at night. How long for a 10 m well?",
    "If it takes 3 minutes to boil 1 egg, how long do 3 eggs take?",
    "What is heavier, 1 kg of feathers or 1 kg of lead?",
    "What's 20% of my salary?",
    "Split the bill between 4 people",
    "3 people share 2 cakes and 4 pies equally",
    "Convert 10 to binary",
    "What time is it in 3 hours",
    "What is 10:30 plus 45 minutes",
  ])("declines %j and says what it is", (question) => {
    if (!isDeclined(question)) throw new Error(`answered: ${solve([question], friday).answer}`);
    const { answer } = solve([question], friday);
    expect(answer).toContain("not a language model");
    expect(answer).toContain("OPENAI_COMPATIBLE_BASE_URL=http://127.0.0.1:11434/v1");
  });

  it("does not work on a part of a message that is too long", () => {
    const { answer } = solve([`1 + 1 ${"and so on ".repeat(10_000)}`], friday);
    expect(answer).toContain("100006 characters");
    expect(solve(["1+".repeat(60_000), "2+2"], friday).answer).toContain("2 + 2 = 4");
  });

  it("takes time in proportion to a hostile message", () => {
    const bits = [
      "(",
      "1+",
      "a and ",
      "1,",
      "one ",
      "x^",
      "how many ",
      "please ",
      "5!",
      "--",
      "1.",
      "sqrt ",
      "|1",
      "5 feet ",
      "1 in ",
      "mean and ",
      "½",
      "9^",
      "(9^9)^",
      "1e999*",
      "2027-03-14 ",
      "1 day and ",
      "together ",
      "tom has 1 a. ",
    ];
    for (const bit of bits) {
      for (const lead of ["", "solve ", "how many ", "mean of ", "days between "]) {
        const text = lead + bit.repeat(4_000);
        const spent = (length: number) => {
          const before = process.cpuUsage();
          solve([text.slice(0, length)], friday);
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1000;
        };
        spent(1_000);
        // Sixteen times the cost of a quarter is what a quadratic search would take; a hang takes thousands of times.
        expect(spent(4_000), text.slice(0, 40)).toBeLessThan(40 * Math.max(5, spent(1_000)));
      }
    }
  });
});
