/** Owns: the scenarios a scripted provider knows by the name of the model. Faults are in `faults.ts`. */
import { faults } from "./faults.ts";
import { type Action, type Scenario, stop, type ThoughtField } from "./scenario.ts";
import { uglyMarkdown } from "./ugly-markdown.ts";

export const thoughts = [
  "**Reading the question**\n\nThe question asks for seventeen times twenty-four. I split it into easier parts.",
  "**Working it out**\n\nSeventeen times twenty is 340, and seventeen times four is 68. Together that makes 408.",
] as const;
export const answer = "Seventeen times twenty-four is **408**.";

const thoughtful =
  (field: ThoughtField): Scenario =>
  () => [
    { kind: "thought", text: thoughts[0], field },
    { kind: "thought", text: thoughts[1], field },
    { kind: "text", text: answer },
    stop,
  ];

/** `count` numbered sentences, one thought with a heading every fifty. */
export function longThought(count: number): Action[] {
  const actions: Action[] = [];
  for (let from = 1; from <= count; from += 50) {
    const lines = Array.from({ length: Math.min(50, count - from + 1) }, (_, i) => `word${from + i}`);
    actions.push({ kind: "thought", text: `**From ${from}**\n\n${lines.join(" ")} ` });
  }
  return actions;
}

const plain: Record<string, Scenario> = {
  "think-then-answer": thoughtful("reasoning_content"),
  "field-reasoning": thoughtful("reasoning"),
  "empty-field-beside": thoughtful("empty-beside"),
  tags: thoughtful("tags"),
  "tags-split": () => [{ kind: "text", text: `<think>${thoughts[0]}</think>\n\n${answer}`, cut: "letters" }, stop],
  "answer-only": () => [{ kind: "text", text: answer }, stop],
  "slow-thinking": () => [...longThought(150), { kind: "text", text: answer }, stop],
  "held-thinking": () => [
    { kind: "thought", text: thoughts[0] },
    { kind: "hold" },
    { kind: "thought", text: thoughts[1] },
    { kind: "text", text: answer },
    stop,
  ],
  "held-answer": () => [
    { kind: "thought", text: thoughts[0] },
    { kind: "text", text: "Seventeen times twenty-four " },
    { kind: "hold" },
    { kind: "text", text: "is **408**." },
    stop,
  ],
  "held-start": () => [{ kind: "hold" }, { kind: "thought", text: thoughts[0] }, { kind: "text", text: answer }, stop],
  "long-thinking-2000": () => [...longThought(2000), { kind: "text", text: answer }, stop],
  "long-thinking-20000": () => [...longThought(20_000), { kind: "text", text: answer }, stop],
  interleaved: () => [
    { kind: "thought", text: "First I look at the sum." },
    { kind: "text", text: "Let me see. " },
    { kind: "thought", text: "Then I check it once more." },
    { kind: "text", text: "It is 408." },
    stop,
  ],
  sealed: () => [{ kind: "sealed" }, { kind: "text", text: answer }, stop],
  "thinking-only": () => [{ kind: "thought", text: thoughts[0] }, stop],
  "length-without-text": () => [
    { kind: "thought", text: thoughts[0] },
    { kind: "finish", reason: "length", usage: "count" },
  ],
  "content-filter": () => [
    { kind: "text", text: "I would say " },
    { kind: "finish", reason: "content-filter", usage: "count" },
  ],
  "no-usage": () => [
    { kind: "thought", text: thoughts[0] },
    { kind: "text", text: answer },
    { kind: "finish", reason: "stop", usage: null },
  ],
  "part-usage": () => [
    { kind: "thought", text: thoughts[0] },
    { kind: "text", text: answer },
    { kind: "finish", reason: "stop", usage: { input: 9, output: 30, reasoning: null, cached: null } },
  ],
  "cached-usage": () => [
    { kind: "thought", text: thoughts[0] },
    { kind: "text", text: answer },
    { kind: "finish", reason: "stop", usage: { input: 900, output: 30, reasoning: 20, cached: 512 } },
  ],
  "ugly-markdown": () => [
    { kind: "thought", text: `**Making a mess**\n\n${uglyMarkdown}` },
    { kind: "text", text: uglyMarkdown },
    stop,
  ],
  echo: ({ conversation }) => [
    { kind: "thought", text: `**Reading ${conversation.length} messages**\n\nI say back what I was told.` },
    { kind: "text", text: conversation.join("\n") },
    stop,
  ],
};

export const scenarios: Readonly<Record<string, Scenario>> = { ...plain, ...faults };

/** Milliseconds after each token where the name of the model does not say. */
export const paces: Readonly<Record<string, number>> = { "slow-thinking": 25 };
