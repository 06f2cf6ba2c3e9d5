import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, runStep, typesOf, wires } from "#lib/testing/step.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { factsOf } from "./error-facts.ts";
import { isAboutTools } from "./tool-objection.ts";

const facts = (status: number, message: string) => factsOf({ statusCode: status, data: { error: { message } } });

describe("an objection to tools", () => {
  it.each([
    [400, "registry.ollama.ai/library/gemma:2b does not support tools"],
    [404, "No endpoints found that support tool use. To learn more, see the docs"],
    [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
    [500, "tools param requires --jinja flag"],
    [400, "`tool calling` is not supported with this model"],
    [400, "Function calling is not enabled for models/gemma-3-27b-it"],
    [400, "deepseek-reasoner does not support Function Calling"],
    [422, '[{"type":"extra_forbidden","loc":["body","tools"],"msg":"Extra inputs are not permitted"}]'],
  ])("is seen in %i %s", (status, message) => {
    expect(isAboutTools(facts(status, message))).toBe(true);
  });

  it.each([
    [400, "This model does not support image input"],
    [429, "This model does not support tools"],
    [400, "messages: an assistant message with 'tool_calls' must be followed by tool messages"],
    [404, "The model `tools` does not exist"],
    [500, "The server had an error while processing your request"],
  ])("is not seen in %i %s", (status, message) => {
    expect(isAboutTools(facts(status, message))).toBe(false);
  });
});

describe.each(wires)("a model that takes no tools, over %s", (wire) => {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(() => upstream.close());

  it("is asked again without them, says so, and is not offered the same ones again", async () => {
    upstream.script("toolless", ({ body }) =>
      JSON.stringify(body).includes('"tools":')
        ? [
            {
              kind: "refuse",
              status: 400,
              error: { code: null, type: "invalid_request_error", message: "does not support tools" },
            },
          ]
        : [
            { kind: "text", text: "Hello" },
            { kind: "finish", reason: "stop", usage: null },
          ],
    );
    const tools = [{ name: "now", description: "The time.", inputSchema: { type: "object", properties: {} } }];
    const model = modelAt(wire, upstream.url, "toolless");
    const first = await runStep(model, { tools });
    expect(first.outcome).toMatchObject({ finish: "stop", error: null });
    expect(typesOf(first.drafts).slice(0, 3)).toEqual(["step-start", "status retrying", "status first-byte"]);
    const asked = upstream.requests.length;
    await runStep(model, { tools });
    expect(upstream.requests.length).toBe(asked + 1);
    await runStep(model, { tools: [...tools, { ...tools[0], name: "then" } as (typeof tools)[number]] });
    expect(upstream.requests.length).toBe(asked + 3);
  });
});
