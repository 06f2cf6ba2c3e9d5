import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import type { AskBench } from "#lib/testing/ask-bench.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, brings, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import type { AskMessage } from "#lib/wire/request/ask.ts";

type Assistant = Extract<AskMessage, { role: "assistant" }>;

/** What a client does next with the conversation that it holds. Few words, so that histories are often alike. */
type Move =
  | { kind: "say"; text: string; answer: string; rounds: number; retold: number }
  | { kind: "regenerate"; answer: string }
  | { kind: "edit question"; at: number; text: string; answer: string }
  | { kind: "edit answer"; at: number; text: string; answer: string }
  | { kind: "go back"; at: number; text: string; answer: string }
  | { kind: "interject"; text: string; answer: string; hasResult: boolean };

const word = fc.constantFrom("a", "b", "Hello there", "x\n\ny", "1 < 2", "<b>", "`<think>`", "é");
const at = fc.nat({ max: 20 });
/** Each of them keeps to what the client was told. */
const moves: fc.WeightedArbitrary<Move>[] = [
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      text: word,
      answer: word,
      rounds: fc.nat({ max: 2 }),
      retold: fc.nat({ max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("regenerate" as const), answer: word }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("edit question" as const), at, text: word, answer: word }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("go back" as const), at, text: word, answer: word }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("interject" as const), text: word, answer: word, hasResult: fc.boolean() }),
  },
];
const move = fc.oneof(...moves);
const editedAnswer = fc.record({ kind: fc.constant("edit answer" as const), at, text: word, answer: word });

/** Ways in which clients write down the same answer. */
const retellings: ((text: string) => string)[] = [
  (text) => text,
  (text) => `<think>I thought.</think>\n\n${text}`,
  (text) => ` ${text}\n`,
  (text) => text.replaceAll("\n\n", "\r\n"),
];

/** Hundreds of answers, on a machine with other things to do. */
const patienceMs = 120_000;

const look = { name: "look", description: "Looks.", inputSchema: { type: "object" } };

/** A client with its history; each move is asked, answered and checked. */
function makeClient(bench: AskBench) {
  let history: AskMessage[] = [];
  const conversations = new Set<string>();

  async function ask(before: AskMessage[], answer: string, rounds = 0, retell = (text: string) => text): Promise<void> {
    let said = before;
    const asks = () => {
      const told = said.map((each) => (each.role === "assistant" ? { ...each, text: retell(each.text) } : each));
      return bench.askCall(told, { tools: [look] });
    };
    const { call: first, ...asked } = await asks();
    conversations.add(asked.conversationId);
    let call = first;
    for (let round = 0; round < rounds; round++) {
      shown(call.messages, said);
      const step = await hand(asked.runId, call, `Round ${round}.`);
      said = [...said, step, ...step.calls.map(({ callId }) => brings(callId, `result ${round}`))];
      const next = await asks();
      expect(next.runId).toBe(asked.runId);
      call = next.call;
    }
    shown(call.messages, said);
    call.answer("I thought.", answer);
    await bench.ended(asked.runId);
    history = [...said, answers(answer)];
    expect(await bench.pathOf(asked)).toEqual(pathOf(history));
  }

  async function hand(runId: string, call: Awaited<ReturnType<AskBench["askCall"]>>["call"], text: string): Promise<Assistant> {
    const { callIds } = await bench.hand(runId, call, ["look"], text);
    return { role: "assistant", text, calls: callIds.map((callId) => ({ callId, name: "look", args: { of: "look" } })) };
  }

  /** Where each question is in the history, but for the first. */
  const questions = () => history.flatMap(({ role }, index) => (role === "user" && index > 0 ? [index] : []));
  const pick = (index: number) => questions()[index % Math.max(1, questions().length)];

  return {
    conversations,
    async move(move: Move): Promise<void> {
      const where = "at" in move ? pick(move.at) : questions().at(-1);
      switch (move.kind) {
        case "say":
          return ask([...history, says(move.text)], move.answer, move.rounds, retellings[move.retold]);
        case "regenerate":
          return where === undefined ? undefined : ask(history.slice(0, where + 1), move.answer);
        case "edit question":
          return where === undefined ? undefined : ask([...history.slice(0, where), says(move.text)], move.answer);
        case "edit answer": {
          const places = history.flatMap(({ role }, index) => (role === "assistant" ? [index] : []));
          const edited = places[move.at % places.length];
          const told = history.map((each, index) => (index === edited ? { ...each, text: `${move.text} (edited)` } : each));
          return ask([...told, says(move.text)], move.answer);
        }
        case "go back":
          return where === undefined ? undefined : ask([...history.slice(0, where), says(move.text)], move.answer, 1);
        case "interject": {
          const question = [...history, says("Look")];
          const { call, ...asked } = await bench.askCall(question, { tools: [look] });
          conversations.add(asked.conversationId);
          const step = await hand(asked.runId, call, "I look.");
          const results = move.hasResult ? step.calls.map(({ callId }) => brings(callId, "seen")) : [];
          return ask([...question, step, ...results, says(move.text)], move.answer);
        }
        default:
          return move satisfies never;
      }
    },
  };
}

/** Questions with their answers, as a conversation holds them. */
function pathOf(history: readonly AskMessage[]): [string, string][] {
  const path: [string, string][] = [];
  for (const message of history) {
    if (message.role === "user") path.push([message.text, ""]);
    const last = path.at(-1);
    if (message.role === "assistant" && last) last[1] += message.text;
  }
  return path;
}

/** The model is shown what the client told: questions, answers and what came of calls, in their order. */
function shown(messages: readonly PromptMessage[], told: readonly AskMessage[]): void {
  const bare = (text: string) => text.replace(/\s+/g, "");
  const inShown = messages.flatMap((message): string[] => {
    if (message.role === "user") return [`user ${message.text}`];
    if (message.role === "tool") return [`tool ${message.isError ? "none" : message.result}`];
    if (message.role !== "assistant") return [];
    const text = message.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
    return text === "" ? [] : [`assistant ${bare(text)}`];
  });
  const results = new Map(told.flatMap((each) => (each.role === "tool" ? [[each.callId, each.text]] : [])));
  const inTold = told.flatMap((message): string[] => {
    if (message.role === "user") return [`user ${message.text}`];
    if (message.role === "tool") return [];
    const calls = message.calls.map(({ callId }) => `tool ${results.get(callId) ?? "none"}`);
    return [`assistant ${bare(message.text)}`, ...calls];
  });
  expect(inShown).toEqual(inTold);
}

describe.each(databaseKinds)("a history that a client grows turn by turn on %s", (kind) => {
  const bench = withAsks(kind);
  let questions = 0;
  const numRuns = kind === "sqlite" ? 24 : 8;

  it(
    "is one conversation, whose path is what the client was told, and which its models are shown",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 8 }), async (moves) => {
          questions += 1;
          const client = makeClient(bench);
          await client.move({ kind: "say", text: `Question ${questions}`, answer: "Hm.", rounds: 0, retold: 0 });
          for (const each of moves) await client.move(each);
          expect(client.conversations.size).toBe(1);
        }),
        { numRuns },
      );
    },
    patienceMs,
  );

  it(
    "stays what each of two clients was told, though they say the same and put words into its mouth",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.boolean(), fc.oneof(...moves, { weight: 1, arbitrary: editedAnswer })), {
            minLength: 2,
            maxLength: 10,
          }),
          async (moves) => {
            const clients = [makeClient(bench), makeClient(bench)];
            for (const client of clients) await client.move({ kind: "say", text: "a", answer: "b", rounds: 0, retold: 0 });
            for (const [isSecond, each] of moves) await clients[isSecond ? 1 : 0]?.move(each);
          },
        ),
        { numRuns },
      );
    },
    patienceMs,
  );
});
