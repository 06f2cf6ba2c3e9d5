import { describe, expect, it } from "vitest";
import { partIdOut } from "../ids.ts";
import { brokenOff } from "./broken-off.ts";
import { writeExtraState } from "./extra-state.ts";
import { queryRequest } from "./query-request.ts";
import { readMessages } from "./read-messages.ts";

const runId = `run_${"a".repeat(32)}`;
const ours = (partId: string) => partIdOut("call", { runId, partId });

const question = { role: "human", content: "Hi" };

function read(messages: unknown[]) {
  return readMessages(queryRequest.parse({ messages }).messages);
}

const source = (id: string) => ({ origin: "OpenBB API", id, input_args: { a: 1 } });
const items = (content: string) => ({ items: [{ content, data_format: { data_type: "object" } }] });
const fetch = (...ids: string[]) => ({ function: "get_widget_data", input_arguments: { data_sources: ids.map(source) } });
const state = (calls: string[], sizes = calls.map(() => 1), step = 1) => writeExtraState({ calls, sizes, step, kept: null });

describe("what was said", () => {
  it("is the human's and the assistant's, word for word", () => {
    const { messages } = read([
      { role: "human", content: "  What is it? " },
      { role: "ai", content: "It is this.", agent_id: "aloud" },
      { role: "human", content: "And that?" },
    ]);
    expect(messages).toEqual([
      { role: "user", text: "  What is it? " },
      { role: "assistant", text: "It is this.", calls: [] },
      { role: "user", text: "And that?" },
    ]);
  });

  it("is one answer where Workspace made several messages of it, without its marks and without our own last word", () => {
    const { messages } = read([
      { role: "human", content: "Hi" },
      { role: "ai", content: "" },
      {
        role: "ai",
        content: "| a | \n<|start_artifact_id|>Table 1f3c<|end_artifact_id|><|start_citation_id|>x<|end_citation_id|>",
      },
      { role: "ai", content: `and<artifact className="A 1"/><citation className="b"/>${brokenOff("No.", false)}` },
      { role: "human", content: "More" },
    ]);
    expect(messages[1]).toEqual({ role: "assistant", text: "| a | and", calls: [] });
  });

  it("is a text where it looks like JSON and is no call", () => {
    for (const content of ['{"a": 1}', '"just words"', "[1]", '{"function": 1}', '{"function":"x"}', "{ not json"]) {
      expect(
        read([
          { role: "human", content: "Hi" },
          { role: "ai", content },
        ]).messages[1],
      ).toMatchObject({ text: content });
    }
  });

  it("is a text where it is JSON that nobody could write again", () => {
    const content = `{"function":"get_widget_data","input_arguments":${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}}`;
    expect(read([question, { role: "ai", content }, question]).messages[1]).toEqual({
      role: "assistant",
      text: content,
      calls: [],
    });
  });

  it("is the user's where Workspace's own agent asks", () => {
    expect(read([{ role: "ai", content: "Find the price.", agent_id: "openbb-copilot" }]).messages).toEqual([
      { role: "user", text: "Find the price." },
    ]);
    const { messages } = read([
      { role: "human", content: "Compare" },
      { role: "ai", content: "Find the price.", agent_id: "openbb-copilot" },
      { role: "ai", content: "It is 3.", agent_id: "aloud" },
      { role: "ai", content: "All agents say 3.", agent_id: "openbb-copilot" },
      { role: "human", content: "Thanks" },
    ]);
    expect(messages.map(({ role }) => role)).toEqual(["user", "user", "assistant", "user"]);
  });

  it("passes over roles that nobody knows", () => {
    expect(
      read([
        { role: "system", content: { eventType: "INFO" } },
        { role: "human", content: "Hi" },
      ]).messages,
    ).toHaveLength(1);
  });
});

describe("function calls and what came of them", () => {
  const call = fetch("yield_curve");
  const result = { role: "tool", ...call, data: [items('[{"rate":1}]')], extra_state: state([ours("p3")]) };

  it.each([
    ["an object", call],
    ["JSON of it", JSON.stringify(call)],
    ["JSON of that", JSON.stringify(JSON.stringify(call))],
    ["with keys of others", JSON.stringify({ ...call, copilot_function_call_arguments: { x: 1 } })],
  ])("are read where the call is %s", (_shape, content) => {
    const { messages, turn } = read([{ role: "human", content: "Hi" }, { role: "ai", content }, result]);
    expect(messages.slice(1)).toEqual([
      { role: "assistant", text: "", calls: [{ callId: ours("p3"), name: "get_widget_data", args: call.input_arguments }] },
      { role: "tool", callId: ours("p3"), text: '[{"rate":1}]', isError: false },
    ]);
    expect(turn).toMatchObject({ answered: [ours("p3")], fetched: [source("yield_curve")] });
  });

  it("are read without the call before, and without anything of ours", () => {
    const { messages, turn } = read([
      { role: "human", content: "Hi" },
      { role: "tool", ...call, data: [items("x")] },
    ]);
    expect(messages.slice(1)).toMatchObject([
      { role: "assistant", calls: [{ callId: "openbb_1", name: "get_widget_data" }] },
      { role: "tool", callId: "openbb_1", text: "x" },
    ]);
    expect(turn.answered).toEqual([]);
  });

  it("take nothing for ours that is not", () => {
    for (const extra of [
      null,
      "x",
      { aloud: { calls: ["call_x"], sizes: [1], step: 1 } },
      { aloud: { calls: [ours("p1")], sizes: [], step: 1 } },
    ]) {
      const { turn } = read([
        { role: "human", content: "Hi" },
        { role: "tool", ...call, data: [], extra_state: extra },
      ]);
      expect(turn.answered).toEqual([]);
    }
  });

  it("belong to the text before them, and a call without a result stays one", () => {
    const { messages } = read([
      { role: "human", content: "Hi" },
      { role: "ai", content: "Let me look." },
      { role: "ai", content: JSON.stringify(call) },
      { role: "human", content: "Never mind" },
    ]);
    expect(messages).toMatchObject([
      {},
      { role: "assistant", text: "Let me look.", calls: [{ callId: "openbb_2" }] },
      { role: "user" },
    ]);
  });

  it("are told apart where one fetched for several", () => {
    const both = fetch("one", "two", "three");
    const extra = state([ours("p3"), ours("p4")], [1, 2]);
    const data = [items("1"), items("2"), { error_type: "timeout", content: "slow" }];
    const { messages, turn } = read([
      { role: "human", content: "Hi" },
      { role: "tool", ...both, data, extra_state: extra },
    ]);
    expect(messages.slice(1)).toEqual([
      {
        role: "assistant",
        text: "",
        calls: [
          { callId: ours("p3"), name: "get_widget_data", args: { data_sources: [source("one")] } },
          { callId: ours("p4"), name: "get_widget_data", args: { data_sources: [source("two"), source("three")] } },
        ],
      },
      { role: "tool", callId: ours("p3"), text: "1", isError: false },
      { role: "tool", callId: ours("p4"), text: "2\n\nFailed (timeout): slow", isError: false },
    ]);
    expect(turn.fetched).toEqual([source("one"), source("two")]);
  });

  it("are all given the one answer there is where Workspace had one for all", () => {
    const extra = state([ours("p3"), ours("p4")]);
    const data = [{ error_type: "offline", content: "gone" }];
    const { messages } = read([
      { role: "human", content: "Hi" },
      { role: "tool", ...fetch("a", "b"), data, extra_state: extra },
    ]);
    expect(messages.slice(2)).toMatchObject([{ text: "Failed (offline): gone", isError: true }, { isError: true }]);
  });

  it("are one step where they were, though Workspace ran them one after the other", () => {
    const skill = { role: "tool", function: "get_skill_content", input_arguments: { slug: "x" }, data: [] };
    const same = read([{ role: "human", content: "Hi" }, result, { ...skill, extra_state: state([ours("p4")]) }]);
    expect(same.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "tool"]);
    const later = read([{ role: "human", content: "Hi" }, result, { ...skill, extra_state: state([ours("p9")], [1], 2) }]);
    expect(later.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant", "tool"]);
    expect(later.turn.answered).toEqual([ours("p3"), ours("p9")]);
  });

  it("of an earlier question are not those of this one", () => {
    const { turn } = read([{ role: "human", content: "Hi" }, result, { role: "human", content: "And?" }]);
    expect(turn).toEqual({ answered: [], fetched: [], kept: null });
  });
});
