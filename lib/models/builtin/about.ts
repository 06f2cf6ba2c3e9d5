/** Owns: what is said when a message is no problem the built-in model can work out. */
import { currencySign, mostQuestionLength, normalise, numbersIn } from "./question.ts";
import { listed, type Solution } from "./solution.ts";

const abilities = [
  "arithmetic with fractions, powers and roots: *(3/4 + 5/6) × 2.4*",
  "percentages: *what percent is 30 of 80*",
  "units: *5 feet 7 inches in cm*",
  "dates: *days between 14 March 2027 and 1 June 2027*",
  "equations: *solve 2x² − 4x − 3 = 0*",
  "whole numbers: *prime factors of 5040*, *gcd of 84 and 126*",
  "statistics: *median of 4, 8, 15, 16, 23, 42*",
  "small word problems: speed and distance, ages, shared costs, heads and legs, working together",
];

const connect = [
  "For conversation, writing or code, connect a language model: put one of these lines into `.env` and restart.",
  "```sh\nOPENAI_API_KEY=sk-…\n# or any server that speaks OpenAI's format, for example Ollama on this machine:\nOPENAI_COMPATIBLE_BASE_URL=http://127.0.0.1:11434/v1\n```",
].join("\n\n");

function understood(question: string): string {
  const text = normalise(question);
  const numbers = numbersIn(text).slice(0, 12);
  if (numbers.length === 0) return "";
  const sign = currencySign(question);
  const equation = text.includes("=") ? " and an equals sign" : "";
  const money = sign === "" ? "" : `, with the currency sign ${sign}`;
  return `the number${numbers.length === 1 ? "" : "s"} ${listed(numbers)}${equation}${money}`;
}

/** Says what this model is, what it made out of the message, what it can do and how to connect another. */
export function aboutItself(question: string): Solution {
  const isTooLong = question.length > mostQuestionLength;
  const seen = isTooLong ? "" : understood(question);
  const why = isTooLong
    ? `The message has ${question.length} characters. Only messages of up to ${mostQuestionLength} are worked on, because an answer to a part of a question could be wrong for the whole.`
    : seen
      ? `What can be made out is ${seen}, but not surely what is to be done with ${numbersIn(normalise(question)).length === 1 ? "it" : "them"}. A guess could be wrong.`
      : "There is nothing in it to calculate: no expression, equation, list, date or quantity that the rules know.";
  const thought = `Looking for a problem to work out in this message. ${why} So there is no answer to give, and saying so is better than pretending.`;
  const result = isTooLong
    ? why
    : seen
      ? `It made out ${seen}, but not surely what is asked. Putting it in other words may help.`
      : "";
  return {
    thoughts: [
      { heading: "Looking for something to work out", text: thought, depth: 1 },
      { heading: "Looking for something to work out", text: thought, depth: 2 },
    ],
    answer: [
      "This is the built-in reasoner. It is not a language model: it works out exact problems by written rules, step by step, and this message is not one it can work out.",
      result,
      `What it can do:\n\n${abilities.map((ability) => `- ${ability}`).join("\n")}`,
      connect,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    isCertain: true,
  };
}
