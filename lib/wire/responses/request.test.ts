import { describe, expect, it } from "vitest";
import { responsesRequest } from "./request.ts";

const read = (body: Record<string, unknown>) => responsesRequest.parse(body);
const fault = (body: Record<string, unknown>) => {
  const issue = responsesRequest.safeParse(body).error?.issues[0];
  return [issue?.path.join("."), issue?.message];
};
const tool = { type: "function", name: "look", description: "Looks", parameters: { type: "object" }, strict: true };

describe("a request for a response", () => {
  it("is a text alone, stored and not streamed", () => {
    const { items, isStreamed, shape, modelId, settings, tools } = read({ input: "Hi" });
    expect(items).toEqual([{ kind: "message", role: "user", id: null, text: "Hi", imageUrls: [] }]);
    expect({ isStreamed, modelId, settings, tools }).toEqual({ isStreamed: false, modelId: null, settings: {}, tools: [] });
    expect(shape).toMatchObject({ isStored: true, isBackground: false, exposure: "full", isRaw: false, isSealed: false });
  });

  it("is items of every kind that clients send", () => {
    const { items } = read({
      input: [
        { role: "system", content: "Be brief." },
        { type: "message", role: "developer", content: [{ type: "input_text", text: "Really." }] },
        {
          role: "user",
          content: [
            { type: "input_text", text: "What" },
            { type: "input_image", detail: "auto", image_url: "data:image/png;base64,AAAA" },
            { type: "input_text", text: "is it?" },
          ],
        },
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Hm." }], encrypted_content: "sealed" },
        { type: "reasoning", summary: [] },
        {
          type: "message",
          role: "assistant",
          id: "msg_1",
          status: "completed",
          content: [
            { type: "output_text", text: "A cat.", annotations: [], logprobs: [] },
            { type: "refusal", refusal: "Nothing more." },
          ],
        },
        { type: "function_call", id: "fc_1", call_id: "c1", name: "look", arguments: '{"a":1}', status: "completed" },
        { type: "function_call", call_id: "c2", name: "look", arguments: "not json" },
        { type: "function_call_output", call_id: "c1", output: "seen" },
        { type: "function_call_output", call_id: "c2", output: [{ type: "input_text", text: "seen too" }] },
        { type: "item_reference", id: "msg_2" },
        { id: "msg_3" },
      ],
    });
    expect(items).toEqual([
      { kind: "message", role: "instructions", id: null, text: "Be brief.", imageUrls: [] },
      { kind: "message", role: "instructions", id: null, text: "Really.", imageUrls: [] },
      { kind: "message", role: "user", id: null, text: "What\nis it?", imageUrls: ["data:image/png;base64,AAAA"] },
      { kind: "reasoning", id: "rs_1", sealed: "sealed" },
      { kind: "reasoning", id: null, sealed: null },
      { kind: "message", role: "assistant", id: "msg_1", text: "A cat.\nNothing more.", imageUrls: [] },
      { kind: "call", id: "fc_1", callId: "c1", name: "look", args: { a: 1 } },
      { kind: "call", id: null, callId: "c2", name: "look", args: "not json" },
      { kind: "result", callId: "c1", text: "seen" },
      { kind: "result", callId: "c2", text: "seen too" },
      { kind: "reference", id: "msg_2" },
      { kind: "reference", id: "msg_3" },
    ]);
  });

  it("says how the model is to be asked", () => {
    const { effort, outputLimit, settings, tools } = read({
      input: "Hi",
      reasoning: { effort: "none" },
      max_output_tokens: 50,
      temperature: 1,
      top_p: 0.5,
      presence_penalty: -1,
      frequency_penalty: 1,
      tools: [tool, { type: "function", name: "bare" }],
      tool_choice: { type: "function", name: "look" },
      parallel_tool_calls: false,
      text: { format: { type: "json_schema", name: "a", schema: { type: "object" }, strict: true }, verbosity: "low" },
    });
    expect([effort, outputLimit]).toEqual(["off", 50]);
    expect(tools).toEqual([
      { name: "look", description: "Looks", inputSchema: { type: "object" } },
      { name: "bare", description: "", inputSchema: { type: "object", properties: {} } },
    ]);
    expect(settings).toEqual({
      temperature: 1,
      topP: 0.5,
      presencePenalty: -1,
      frequencyPenalty: 1,
      toolChoice: { name: "look" },
      parallelToolCalls: false,
      responseFormat: { type: "json-schema", name: "a", schema: { type: "object" }, strict: true },
    });
    expect(read({ input: "Hi", text: { format: { type: "json_schema" } } }).settings.responseFormat).toEqual({
      type: "json-object",
    });
    expect(read({ input: "Hi", text: { format: { type: "text" } } }).settings).toEqual({});
  });

  it("never reads an effort as a wish to see thoughts, nor hiding them as an effort", () => {
    expect(read({ input: "Hi", reasoning: { effort: "max" } }).shape.exposure).toBe("full");
    const hidden = read({ input: "Hi", reasoning: { exclude: true } });
    expect([hidden.shape.exposure, hidden.effort]).toEqual(["none", null]);
  });

  it("takes null for every field that may be left out, and fields it has never heard of", () => {
    const names =
      "model instructions previous_response_id store stream background reasoning include max_output_tokens temperature top_p tools tool_choice parallel_tool_calls text metadata conversation prompt top_logprobs truncation user service_tier safety_identifier prompt_cache_key something_new";
    const nulls = Object.fromEntries(names.split(" ").map((name) => [name, null]));
    expect(read({ ...nulls, input: "Hi" })).toEqual(read({ input: "Hi" }));
  });

  it.each([
    ["input", {}, "expected a text or a list of items"],
    ["input", { input: [] }, "nothing is asked"],
    ["input.0.type", { input: [{ type: "web_search_call", id: "ws_1" }] }, 'items of type "web_search_call" are not taken here'],
    ["input.0.role", { input: [{ role: "tool", content: "x" }] }, "Invalid option"],
    [
      "input.1.content.0.type",
      {
        input: [
          { role: "user", content: "a" },
          { role: "user", content: [{ type: "input_file" }] },
        ],
      },
      "input_file",
    ],
    ["input.0.content.0.file_id", { input: [{ role: "user", content: [{ type: "input_image", file_id: "f" }] }] }, "image_url"],
    [
      "input.0.output.0.type",
      { input: [{ type: "function_call_output", call_id: "c", output: [{ type: "input_image" }] }] },
      "results of type",
    ],
    ["conversation", { input: "Hi", conversation: "conv_1" }, "previous_response_id"],
    ["prompt", { input: "Hi", prompt: { id: "p" } }, "stored prompts"],
    ["tools.0.type", { input: "Hi", tools: [{ type: "web_search" }] }, "only function tools"],
    ["tools.0.name", { input: "Hi", tools: [{ ...tool, name: "a b" }] }, "letters"],
    ["tools", { input: "Hi", tools: [tool, tool] }, "same name"],
    ["tool_choice", { input: "Hi", tools: [tool], tool_choice: { type: "function", name: "other" } }, "not among tools"],
    ["tool_choice", { input: "Hi", tool_choice: "required" }, "no tools"],
    ["tool_choice", { input: "Hi", tool_choice: { type: "web_search_preview" } }, "expected auto"],
    ["background", { input: "Hi", background: true, store: false }, "stored"],
    ["temperature", { input: "Hi", temperature: 2.1 }, "<=2"],
    ["max_output_tokens", { input: "Hi", max_output_tokens: 0 }, ">=1"],
    ["reasoning.effort", { input: "Hi", reasoning: { effort: "huge" } }, "Invalid option"],
    ["reasoning.mode", { input: "Hi", reasoning: { mode: "pro" } }, "standard"],
    ["include", { input: "Hi", include: ["message.output_text.logprobs"] }, "log probabilities"],
    ["metadata.a", { input: "Hi", metadata: { a: 1 } }, "expected string"],
  ])("names %s as what is wrong with %j", (path, body, message) => {
    const [at, said] = fault(body);
    expect(at).toBe(path);
    expect(said).toContain(message);
  });
});
