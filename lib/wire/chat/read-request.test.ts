import { describe, expect, it } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import { parse } from "#lib/http/parse.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import { readDataImage } from "../request/data-image.ts";
import { type ChatRequest, readChatRequest } from "./read-request.ts";
import { chatRequestBody } from "./request-body.ts";

interface Options {
  headers?: Record<string, string>;
  usualFormat?: ReasoningFormat;
}

const hello = [{ role: "user", content: "Hello" }];

async function read(
  fields: Record<string, unknown> = {},
  { headers = {}, usualFormat = "reasoning_content" }: Options = {},
): Promise<ChatRequest> {
  const body = parse(chatRequestBody, { model: "builtin/reasoner", messages: hello, ...fields }, "body");
  const readImage = async (url: string, field: string) => readDataImage(url, field);
  return readChatRequest(body, new Headers(headers), { usualFormat, readImage });
}
const ask = async (fields?: Record<string, unknown>, options?: Options): Promise<Ask> => (await read(fields, options)).ask;

async function refused(fields: Record<string, unknown>, options?: Options): Promise<[string, string | undefined]> {
  const error = await read(fields, options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!AppError.is(error)) throw new Error("It was taken.");
  return [error.code, error.field];
}

describe("a request", () => {
  it("that says little is answered with the usual", async () => {
    expect(await read()).toEqual({
      ask: {
        surface: "chat-completions",
        messages: [{ role: "user", text: "Hello" }],
        instructions: null,
        modelId: "builtin/reasoner",
        effort: null,
        outputLimit: null,
        mostSteps: null,
        timeZone: null,
        tools: [],
        settings: {},
        threadId: null,
        idempotencyKey: null,
      },
      isStream: false,
      includesUsage: false,
      format: undefined,
    });
    expect((await ask({ model: undefined })).modelId).toBeNull();
  });

  it("may hold fields that nobody knows, and null for whatever is not said", async () => {
    const unsaid = [
      "temperature",
      "top_p",
      "stop",
      "seed",
      "n",
      "tools",
      "tool_choice",
      "response_format",
      "reasoning",
      "metadata",
      "stream_options",
      "functions",
      "audio",
    ];
    const nothing = Object.fromEntries(unsaid.map((name) => [name, null]));
    expect(await read({ ...nothing, store: true, service_tier: "auto", logit_bias: {}, prompt_cache_key: "x" })).toEqual(
      await read(),
    );
  });

  it("sets what it says, the newer name of the limit before the older", async () => {
    const said = await ask({
      temperature: 0.5,
      top_p: 1,
      presence_penalty: -2,
      frequency_penalty: 2,
      seed: -7,
      stop: "END",
      parallel_tool_calls: false,
      max_tokens: 100,
      max_completion_tokens: 5,
    });
    expect(said.settings).toEqual({
      temperature: 0.5,
      topP: 1,
      presencePenalty: -2,
      frequencyPenalty: 2,
      seed: -7,
      stop: ["END"],
      parallelToolCalls: false,
    });
    expect(said.outputLimit).toBe(5);
    expect((await ask({ max_tokens: 99_999_999 })).outputLimit).toBe(1_000_000);
  });

  it("may want JSON, of a schema too", async () => {
    const format = async (response_format: unknown) => (await ask({ response_format })).settings.responseFormat;
    expect(await format({ type: "text" })).toBeUndefined();
    expect(await format({ type: "json_object" })).toEqual({ type: "json-object" });
    expect(await format({ type: "json_schema", json_schema: { name: "sum", schema: { type: "object" }, strict: true } })).toEqual(
      {
        type: "json-schema",
        name: "sum",
        schema: { type: "object" },
        strict: true,
      },
    );
  });

  it("may name its conversation in a header or in metadata, and the person it is for names none", async () => {
    expect((await ask({ metadata: { thread_id: "t1" } }, { headers: { "x-session-id": "s1" } })).threadId).toBe("s1");
    expect((await ask({ metadata: { session_id: "s2", other: 7 } })).threadId).toBe("s2");
    expect((await ask({ user: "anna" })).threadId).toBeNull();
    expect((await ask({}, { headers: { "idempotency-key": "once" } })).idempotencyKey).toBe("once");
  });

  it("may want a stream, and its usage at the end", async () => {
    expect(await read({ stream: true, stream_options: { include_usage: true } })).toMatchObject({
      isStream: true,
      includesUsage: true,
    });
  });
});

describe("what is refused, by its field", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["two answers (E11)", { n: 2 }, "n"],
    ["no messages", { messages: [] }, "messages"],
    ["a temperature above 2", { temperature: 2.1 }, "temperature"],
    ["a temperature below 0", { temperature: -0.1 }, "temperature"],
    ["a top_p above 1", { top_p: 1.5 }, "top_p"],
    ["a penalty beyond 2", { presence_penalty: 3 }, "presence_penalty"],
    ["a penalty beyond -2", { frequency_penalty: -3 }, "frequency_penalty"],
    ["a seed that is no whole number", { seed: 1.5 }, "seed"],
    ["five stops", { stop: ["1", "2", "3", "4", "5"] }, "stop"],
    ["a limit of nothing", { max_tokens: 0 }, "max_tokens"],
    ["functions of the old kind", { functions: [{ name: "f" }] }, "functions"],
    ["a choice of the old kind", { function_call: "auto" }, "function_call"],
    ["a role of the old kind", { messages: [{ role: "function", name: "f", content: "1" }] }, "messages.0.role"],
    [
      "a call of the old kind",
      { messages: [{ role: "assistant", content: null, function_call: { name: "f" } }, ...hello] },
      "messages.0.function_call",
    ],
    ["a tool of another type", { tools: [{ type: "custom", custom: { name: "x" } }] }, "tools.0.type"],
    [
      "a tool with a name that providers refuse",
      { tools: [{ type: "function", function: { name: "a b" } }] },
      "tools.0.function.name",
    ],
    ["a choice among no tools", { tool_choice: "required" }, "tool_choice"],
    ["a choice that is none", { tool_choice: "maybe" }, "tool_choice"],
    ["an answer that is spoken", { modalities: ["text", "audio"] }, "modalities.1"],
    ["a shape of answer that is none", { response_format: { type: "xml" } }, "response_format.type"],
    [
      "a recording in a question",
      { messages: [{ role: "user", content: [{ type: "input_audio", input_audio: {} }] }] },
      "messages.0.content",
    ],
    ["an effort that nobody knows", { reasoning_effort: "huge" }, "reasoning_effort"],
    ["a format that nobody knows", { reasoning_format: "xml" }, "reasoning_format"],
  ])("%s", async (_, fields, field) => {
    expect(await refused(fields)).toEqual(["bad-request", field]);
  });

  it("a tool_choice that names an absent tool, and two tools of one name", async () => {
    const tool = { type: "function", function: { name: "clock" } };
    expect(await refused({ tools: [tool], tool_choice: { type: "function", function: { name: "weather" } } })).toEqual([
      "bad-request",
      "tool_choice",
    ]);
    expect(await refused({ tools: [tool, tool] })).toEqual(["bad-request", "tools.1.function.name"]);
  });
});

describe("tools", () => {
  it("keep their schema, and have one where none was sent", async () => {
    const parameters = { type: "object", properties: { city: { type: "string" } }, additionalProperties: false };
    const said = await ask({
      tools: [
        { type: "function", function: { name: "weather", description: "What falls.", parameters, strict: true } },
        { type: "function", function: { name: "clock" } },
      ],
      tool_choice: { type: "function", function: { name: "clock" } },
    });
    expect(said.tools).toEqual([
      { name: "weather", description: "What falls.", inputSchema: parameters },
      { name: "clock", description: "", inputSchema: { type: "object" } },
    ]);
    expect(said.settings.toolChoice).toEqual({ name: "clock" });
  });
});

describe("how hard to think", () => {
  it.each<[Record<string, unknown>, string | null]>([
    [{ reasoning_effort: "high" }, "high"],
    [{ reasoning_effort: "none" }, "off"],
    [{ reasoning_effort: "ultra" }, "max"],
    [{ reasoning_effort: "adaptive" }, null],
    [{ reasoning: { effort: "minimal" } }, "minimal"],
    [{ reasoning_effort: "low", reasoning: { effort: "high" } }, "low"],
    [{ reasoning: { enabled: false } }, "off"],
    [{ reasoning: { enabled: true } }, null],
    [{ reasoning: { max_tokens: 0 } }, "off"],
    [{ reasoning: { max_tokens: 1024 } }, "minimal"],
    [{ reasoning: { max_tokens: 8192 } }, "medium"],
    [{ reasoning: { max_tokens: 100_000 } }, "xhigh"],
  ])("%j is %s", async (fields, effort) => {
    expect((await ask(fields)).effort).toBe(effort);
  });

  it("says nothing of what is shown, and hiding says nothing of how hard", async () => {
    expect((await read({ reasoning_effort: "max", reasoning: { effort: "max" } })).format).toBeUndefined();
    expect((await ask({ include_reasoning: false, reasoning: { exclude: true } })).effort).toBeNull();
  });
});

describe("where thoughts stand", () => {
  const format = async (fields: Record<string, unknown>, header?: string, usualFormat?: ReasoningFormat) =>
    (await read(fields, { ...(header && { headers: { "x-reasoning-format": header } }), ...(usualFormat && { usualFormat }) }))
      .format;

  it.each(["reasoning_content", "reasoning", "both", "tags", "off"] as const)("may be said by name: %s", async (name) => {
    expect(await format({}, name)).toBe(name);
    expect(await format({ reasoning_format: name })).toBe(name);
  });

  it("may be said in the words of others", async () => {
    for (const word of ["hidden", "none"]) expect(await format({ reasoning_format: word })).toBe("off");
    for (const word of ["parsed", "deepseek", "auto"]) expect(await format({ reasoning_format: word })).toBe("reasoning_content");
    expect(await format({ reasoning_format: "raw" })).toBe("tags");
  });

  it("is the field of the key where only a field is wished", async () => {
    expect(await format({ reasoning_format: "parsed" }, undefined, "reasoning")).toBe("reasoning");
    expect(await format({ reasoning_format: "parsed" }, undefined, "tags")).toBe("reasoning_content");
  });

  it("is nowhere as soon as one way to say off is used, whatever is said besides", async () => {
    expect(await format({ include_reasoning: false }, "both")).toBe("off");
    expect(await format({ reasoning: { exclude: true }, reasoning_format: "raw" })).toBe("off");
    expect(await format({ reasoning_format: "hidden" }, "tags")).toBe("off");
    expect(await format({ include_reasoning: true })).toBeUndefined();
  });

  it("is what the header says where body and header differ", async () => {
    expect(await format({ reasoning_format: "raw" }, "reasoning")).toBe("reasoning");
  });
});
