import { describe, expect, it } from "vitest";
import { askWithTools, calculatorOnly, quickBuiltin } from "#lib/testing/ask-with-tools.ts";
import { runStep } from "#lib/testing/step.ts";
import { makeBuiltinFetch } from "./endpoint.ts";
import { openThought, sealThought } from "./sealed-thought.ts";
import { countTokens } from "./token-count.ts";

const reach = makeBuiltinFetch({ wordsPerSecond: 1_000_000 });
const parameters = { type: "object", properties: { expression: { type: "string" } }, required: ["expression"] };
const calculator = { type: "function", name: "calculator", description: "Works out.", parameters };
const question = { role: "user", content: [{ type: "input_text", text: "What is 17 × 24 and 2^10 - 1?" }] };
const base = { model: "reasoner", input: [question], tools: [calculator], stream: true };

const post = (body: object) => reach("http://builtin.invalid/v1/responses", { method: "POST", body: JSON.stringify(body) });

interface Event {
  type: string;
  sequence_number: number;
  output_index?: number;
  item_id?: string;
  delta?: string;
  arguments?: string;
  item?: Item;
  response?: { output: Item[]; usage: { output_tokens: number } | null; status: string };
}
interface Item {
  id: string;
  type: string;
  status?: string;
  call_id?: string;
  name?: string;
  arguments?: string;
  encrypted_content?: string;
  summary?: { type: "summary_text"; text: string }[];
}

async function eventsOf(body: object): Promise<Event[]> {
  const text = await (await post({ ...base, ...body })).text();
  return text
    .trim()
    .split("\n\n")
    .map((frame) => JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? "") as Event);
}
const outputOf = (events: Event[]) => events.at(-1)?.response?.output ?? [];

describe("a call on the wire", () => {
  it("is announced, written in pieces and ended, each item in its place behind the thought", async () => {
    const events = await eventsOf({});
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
    const kinds = events
      .map((event) => `${event.output_index ?? ""} ${event.type.replace("response.", "")}`.trim())
      .filter((kind, index, all) => kind !== all[index - 1] && !kind.includes("summary"));
    const call = (index: number) => [
      `${index} output_item.added`,
      `${index} function_call_arguments.delta`,
      `${index} function_call_arguments.done`,
      `${index} output_item.done`,
    ];
    expect(kinds).toEqual([
      "created",
      "in_progress",
      "0 output_item.added",
      "0 output_item.done",
      ...call(1),
      ...call(2),
      "completed",
    ]);
    const pieces = events.filter((event) => event.type.endsWith("arguments.delta") && event.output_index === 2);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.map(({ delta }) => delta).join("")).toBe(outputOf(events)[2]?.arguments);
    expect(new Set(pieces.map(({ item_id }) => item_id))).toEqual(new Set([outputOf(events)[2]?.id]));
  });

  it("has ids of its own and whole arguments", async () => {
    const output = outputOf(await eventsOf({}));
    expect(output).toMatchObject([
      { type: "reasoning" },
      { type: "function_call", status: "completed", name: "calculator", arguments: '{"expression":"17 * 24"}' },
      { type: "function_call", status: "completed", name: "calculator", arguments: '{"expression":"2^10 - 1"}' },
    ]);
    expect(new Set(output.flatMap(({ id, call_id }) => [id, call_id])).size).toBe(6);
  });

  it("is one at a time where several are not wanted", async () => {
    expect(outputOf(await eventsOf({ parallel_tool_calls: false })).map(({ type }) => type)).toEqual([
      "reasoning",
      "function_call",
    ]);
  });

  it("counts among the tokens, and is made whole or not at all", async () => {
    const whole = await eventsOf({ reasoning: { effort: "none" } });
    const spent = countTokens("calculator") * 2 + countTokens('{"expression":"17 * 24"}{"expression":"2^10 - 1"}');
    expect(whole.at(-1)?.response?.usage?.output_tokens).toBe(spent);
    for (let room = 1; room < spent; room += 1) {
      const events = await eventsOf({ reasoning: { effort: "none" }, max_output_tokens: room });
      expect(events.at(-1)?.type).toBe("response.incomplete");
      expect(outputOf(events).length).toBeLessThan(2);
      for (const item of outputOf(events)) expect(JSON.parse(item.arguments ?? "")).toHaveProperty("expression");
    }
  });

  it.each([
    ["no tools are declared", { tools: undefined }],
    ["none may be chosen", { tool_choice: "none" }],
    ["the tool is another", { tools: [{ ...calculator, name: "server__calculator" }] }],
    [
      "the tool of that name takes something else",
      { tools: [{ ...calculator, parameters: { type: "object", properties: { formula: {} } } }] },
    ],
  ])("is not made where %s", async (_, body) => {
    expect(outputOf(await eventsOf(body)).map(({ type }) => type)).toEqual(["reasoning", "message"]);
  });

  it("is not promised where it would be forced", async () => {
    const response = await post({ ...base, tool_choice: "required" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "tool_choice" } });
  });
});

describe("the items of a tool round", () => {
  const respond = (call: { args: unknown }) => {
    const exact = JSON.stringify(call.args).includes("24") ? "408" : "1023";
    return { result: { exact, decimal: exact, isRounded: false } };
  };

  it("come back in order and without gaps, each thought as it was sealed", async () => {
    const turn = await askWithTools("What is 17 × 24 and 2^10 - 1?", calculatorOnly, respond);
    const [, second] = turn.bodies.map(({ input }) => input as Item[]);
    expect(second?.map(({ type }) => type ?? "user")).toEqual([
      "user",
      "reasoning",
      "function_call",
      "function_call",
      "function_call_output",
      "function_call_output",
    ]);
    const thought = second?.[1];
    expect(openThought(thought?.encrypted_content ?? "")).toEqual(thought?.summary?.map(({ text }) => text));
    expect(turn.steps[1]?.drafts).toContainEqual(
      expect.objectContaining({ type: "sent-back", thoughts: [expect.objectContaining({ how: "sealed", why: null })] }),
    );
  });

  it("stay so in the turns that follow, which begin anew", async () => {
    const turn = await askWithTools("What is 17 × 24?", calculatorOnly, () => ({
      result: { exact: "409", decimal: "409", isRounded: false },
    }));
    const { model, bodies } = quickBuiltin();
    const path = [turn.told, { text: "What is 17 × 25?", view: null }];
    const { outcome } = await runStep(model, { path, tools: calculatorOnly });
    const round = ["reasoning", "function_call", "function_call_output"];
    const items = (bodies[0]?.input ?? []) as (Item & { role?: string })[];
    expect(items.map(({ type, role }) => type ?? role)).toEqual(["user", ...round, ...round, "reasoning", "assistant", "user"]);
    expect(outcome.toolCalls.map(({ args }) => args)).toEqual([{ expression: "17 * 25" }]);
  });

  it("make the same turn with seals and without", async () => {
    const turn = await askWithTools("What is 17 × 24?", calculatorOnly, respond);
    const { model } = quickBuiltin();
    const input = turn.bodies.at(-1)?.input as Item[];
    const without = { ...turn.bodies.at(-1), input: input.filter(({ type }) => type !== "reasoning"), stream: false };
    const again = (await (await post(without)).json()) as { output: { type: string; content?: { text: string }[] }[] };
    expect(again.output.at(-1)?.content?.[0]?.text).toBe(turn.answer);
    expect(model.replay.takesSeals).toBe(true);
  });

  it.each([
    [
      "a call without its outcome",
      [{ type: "function_call", call_id: "c", name: "calculator", arguments: "{}" }],
      "No tool output found",
    ],
    ["an outcome without its call", [{ type: "function_call_output", call_id: "c", output: "1" }], "No tool call found"],
    [
      "an outcome before its call",
      [
        { type: "function_call_output", call_id: "c", output: "1" },
        { type: "function_call", call_id: "c", name: "calculator", arguments: "{}" },
      ],
      "No tool call found",
    ],
    [
      "a thought that nobody sealed",
      [{ type: "reasoning", id: "rs_1", summary: [], encrypted_content: "bm90IG1pbmU" }],
      "could not be verified",
    ],
    [
      "a thought that was changed",
      [{ type: "reasoning", id: "rs_1", summary: [], encrypted_content: `${sealThought(["I thought."]).slice(0, -4)}AAAA` }],
      "could not be verified",
    ],
  ])("are refused with %s", async (_, items, message) => {
    const response = await post({ ...base, input: [question, ...items] });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: { message: string } }).error.message).toContain(message);
  });

  it("whose thoughts can no longer be opened are sent again without them", async () => {
    const { model } = quickBuiltin();
    const seal = { issuer: model.replay.issuer, data: { itemId: "rs_1", encryptedContent: "bm90IG1pbmU", summary: ["Hm."] } };
    const { outcome, drafts } = await runStep(model, {
      prompt: ({ withSeals }) => ({
        messages: [
          { role: "user", text: "1 + 1" },
          {
            role: "assistant",
            parts: [
              ...(withSeals ? [{ kind: "reasoning" as const, text: "Hm.", seal }] : []),
              { kind: "text", text: "2", seal: null },
            ],
          },
          { role: "user", text: "What is 17 * 24?" },
        ],
        sent: [],
      }),
    });
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(drafts).toContainEqual(expect.objectContaining({ type: "status", code: "retrying" }));
  });
});

describe("calls that come back", () => {
  const answerTo = async (items: object[], body = {}) => {
    const response = await post({
      ...base,
      input: [{ role: "user", content: "What date is 2 months and 3 days after 5 May 2027?" }, ...items],
      stream: false,
      ...body,
    });
    return ((await response.json()) as { output: { type: string; arguments?: string; content?: { text: string }[] }[] }).output;
  };
  const dateTool = {
    ...calculator,
    name: "date_time",
    parameters: { type: "object", properties: { action: {}, time: {}, until: {}, duration: {} } },
  };
  const round = (args: string, output: unknown) => [
    { type: "function_call", call_id: "c", name: "date_time", arguments: args },
    { type: "function_call_output", call_id: "c", output: JSON.stringify(output) },
  ];

  it("are known again with their keys in any order", async () => {
    const [, call] = await answerTo([], { tools: [dateTool] });
    expect(JSON.parse(call?.arguments ?? "")).toEqual({ action: "add", time: "2027-05-05", duration: { months: 2, days: 3 } });
    const turned = '{"duration":{"days":3,"months":2},"time":"2027-05-05","action":"add"}';
    const output = await answerTo(round(turned, { iso: "2027-07-08", weekday: "Thursday" }), { tools: [dateTool] });
    expect(output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(JSON.stringify(output)).toContain("the two agree");
  });

  it("and that it would not have made change nothing", async () => {
    for (const args of ["{}", "[1]", "no JSON", '{"__proto__":{"action":"add"}}', '{"action":"now"}']) {
      const output = await answerTo(round(args, { iso: "2027-07-08", weekday: "Thursday" }), { tools: [dateTool] });
      expect(output.map(({ type }) => type)).toEqual(["function_call"]);
    }
  });

  it("end after some rounds, whatever they bring", async () => {
    const items = Array.from({ length: 4 }, () => round('{"action":"now"}', { error: "No." })).flat();
    expect((await answerTo(items, { tools: [dateTool] })).at(-1)?.content?.[0]?.text).toContain("**Thursday, 8 July 2027**");
  });
});

describe("a thought that was cut", () => {
  it("leads to the answer of the question before it", async () => {
    const { model } = quickBuiltin();
    for (const text of ["**Reading the expression**\n\nThe expression", ""]) {
      const { drafts } = await runStep(model, {
        messages: [
          { role: "user", text: "What is 17 * 24?" },
          { role: "unfinished-thought", text },
        ],
        effort: "off",
      });
      expect(drafts.map((draft) => (draft.type === "text-delta" ? draft.delta : "")).join("")).toContain("= 408");
    }
  });

  it("keeps what its calls brought", async () => {
    const { model } = quickBuiltin();
    const call = { callId: "call_1", name: "calculator" };
    const { drafts } = await runStep(model, {
      messages: [
        { role: "user", text: "What is 17 * 24?" },
        { role: "assistant", parts: [{ kind: "tool-call", ...call, args: { expression: "17 * 24" }, seal: null }] },
        { role: "tool", ...call, result: { exact: "409", decimal: "409", isRounded: false }, isError: false },
        { role: "unfinished-thought", text: "**Reading what came back**" },
      ],
      effort: "off",
    });
    const text = drafts.map((draft) => (draft.type === "text-delta" ? draft.delta : "")).join("");
    expect(text).toContain("= 408");
    expect(text).toContain("it says 409");
  });
});
