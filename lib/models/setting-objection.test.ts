import { describe, expect, it } from "vitest";
import type { SettingName } from "./call-settings.ts";
import { factsOf } from "./error-facts.ts";
import { isAboutForcedThought, refusedSettings } from "./setting-objection.ts";

const facts = (status: number, error: object) => factsOf({ statusCode: status, data: { error } });
const message = (status: number, text: string) => facts(status, { message: text });

describe("a refusal of settings", () => {
  it.each<[SettingName[], number, string]>([
    [["temperature"], 400, "Unsupported parameter: 'temperature' is not supported with this model."],
    [
      ["temperature"],
      400,
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    ],
    [["temperature"], 400, "`temperature` may only be set to 1 when thinking is enabled."],
    [["temperature"], 400, "temperature: range: 0..1"],
    [["temperature"], 400, "`temperature` is deprecated for this model."],
    [["topP"], 400, "`temperature` and `top_p` cannot both be specified for this model. Please use only one."],
    [["topP"], 400, "`top_p` must be greater than or equal to 0.95 when thinking is enabled."],
    [["temperature", "topP"], 400, "Unsupported parameters: temperature, top_p"],
    [["presencePenalty", "frequencyPenalty"], 400, "Penalty is not enabled for models/gemini-2.5-flash"],
    [["presencePenalty"], 400, "Model grok-4 does not support parameter presencePenalty."],
    [["seed"], 400, `Invalid JSON payload received. Unknown name "seed" at 'generation_config': Cannot find field.`],
    [["stop"], 400, "Unsupported parameter: 'stop' is not supported with this model."],
    [["stop"], 400, "stop_sequences: each stop sequence must contain non-whitespace"],
    [["parallelToolCalls"], 400, "Unrecognized request argument supplied: parallel_tool_calls"],
    [["toolChoice"], 404, "No endpoints found that support the provided 'tool_choice' value."],
    [["toolChoice"], 400, "deepseek-reasoner does not support this tool_choice"],
    [["responseFormat"], 400, "This response_format type is unavailable now"],
    [["responseFormat"], 400, "Function calling with a response mime type: 'application/json' is unsupported"],
    [["responseFormat"], 400, "JSON mode is not enabled for models/gemma-3-27b-it"],
    [
      ["responseFormat"],
      422,
      '[{"type":"extra_forbidden","loc":["body","response_format"],"msg":"Extra inputs are not permitted"}]',
    ],
  ])("of %j is seen in %i %s", (names, status, text) => {
    expect(refusedSettings(message(status, text))).toEqual(names);
  });

  it.each<[number, string]>([
    [400, "Invalid schema for response_format 'x': 'additionalProperties' is required to be supplied and to be false."],
    [400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."],
    [400, "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"],
    [429, "Unsupported parameter: 'temperature' is not supported with this model."],
    [404, "The model seed-1.6 is unknown"],
    [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
    [400, "This model does not support image input"],
    [500, "The server must stop"],
  ])("is not seen in %i %s", (status, text) => {
    expect(refusedSettings(message(status, text))).toEqual([]);
  });

  it("is of the field that the provider names, whatever else its sentence says", () => {
    const error = { message: "This is not supported beside temperature.", param: "top_p", code: "unsupported_parameter" };
    expect(refusedSettings(facts(400, error))).toEqual(["topP"]);
    expect(refusedSettings(facts(400, { message: "Unsupported parameter.", param: "stop" }))).toEqual(["stop"]);
  });
});

describe("a refusal of thinking where a tool must be called", () => {
  it.each([
    "Thinking may not be enabled when tool_choice forces tool use.",
    "tool_choice 'required' is incompatible with thinking enabled",
    "The tool_choice parameter does not support being set to required or object in thinking mode",
  ])("is seen in %s", (text) => {
    expect(isAboutForcedThought(message(400, text))).toBe(true);
  });

  it("is not seen in others", () => {
    expect(isAboutForcedThought(message(400, "deepseek-reasoner does not support this tool_choice"))).toBe(false);
    expect(isAboutForcedThought(message(503, "Thinking about tool_choice"))).toBe(false);
  });
});
