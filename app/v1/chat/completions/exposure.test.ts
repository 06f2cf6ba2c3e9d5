import { describe, expect, it } from "vitest";
import { withChatServer } from "#lib/testing/chat-server.ts";
import type { ChatCompletion } from "#lib/wire/chat/completion.ts";

const bench = withChatServer();

describe("what a key lets out", () => {
  const secret = "purple elephants";
  const bytesOf = async (body: Record<string, unknown>, policy: { exposure: "none" | "summary" | "full" }, headers = {}) => {
    const asking = bench.ask(body, { policy, headers });
    (await bench.models().nextCall()).answer(`I think of ${secret}.`, "Done.");
    const response = await asking;
    return JSON.stringify([...response.headers]) + (await response.text());
  };

  it("is no word of a thought where it lets nothing out, whatever the request wishes; the count is there", async () => {
    for (const stream of [true, false]) {
      for (const format of ["reasoning_content", "reasoning", "both", "tags"]) {
        const wish = { stream, stream_options: { include_usage: true }, include_reasoning: true, reasoning_effort: "high" };
        const bytes = await bytesOf(wish, { exposure: "none" }, { "x-reasoning-format": format });
        expect(bytes).not.toMatch(/purple|elephants|"reasoning(_content)?"|<think/);
        expect(bytes).toContain('"reasoning_tokens":5');
        expect(bytes).toContain("Done.");
      }
      // The model of the bench tells its thoughts in full, and a key for summaries gets none of these.
      expect(await bytesOf({ stream }, { exposure: "summary" })).not.toMatch(/purple|elephants/);
    }
  });

  it("is none where a request wishes none, of a key that would let all of it out", async () => {
    for (const wish of [{ include_reasoning: false }, { reasoning: { exclude: true } }, { reasoning_format: "hidden" }]) {
      expect(await bytesOf({ stream: true, ...wish }, { exposure: "full" })).not.toMatch(/purple|elephants/);
    }
    expect(await bytesOf({ stream: true }, { exposure: "full" })).toContain(secret);
  });

  it("stands where the key says, unless the request says otherwise", async () => {
    const key = await bench.newKey({ format: "tags" });
    const ask = async (headers: Record<string, string>) => {
      const asking = bench.ask({}, { key, headers });
      (await bench.models().nextCall()).answer("So.", "Yes.");
      return ((await (await asking).json()) as ChatCompletion).choices[0].message;
    };
    expect((await ask({})).content).toBe("<think>So.</think>\n\nYes.");
    expect(await ask({ "x-reasoning-format": "reasoning" })).toMatchObject({ reasoning: "So.", content: "Yes." });
  });
});
