import { describe, expect, it } from "vitest";
import { withResponses } from "#lib/testing/responses-bench.ts";
import type { OutputItem, ResponseObject } from "#lib/wire/responses/response.ts";

const sealing = { store: false, include: ["reasoning.encrypted_content"] };

describe("a client that keeps its conversation itself", () => {
  const bench = withResponses();
  const answer = async (key: string, body: Record<string, unknown>, text: string) => {
    const asking = bench.ask(key, { ...sealing, ...body });
    const call = await Promise.race([bench.models().nextCall(), asking]);
    if ("status" in call) throw new Error(`Refused: ${JSON.stringify(call)}`);
    call.answer("Hm.", text);
    return { response: (await asking).response, call };
  };
  const sealedOf = ({ output }: ResponseObject): string => {
    const [thought] = output;
    if (thought?.type !== "reasoning" || thought.encrypted_content === undefined) throw new Error("Nothing is sealed.");
    return thought.encrypted_content;
  };
  const told = (text: string, sealed: string): unknown[] => [
    { type: "reasoning", encrypted_content: sealed, summary: [] },
    { role: "assistant", content: text },
  ];
  const runs = (key: { id: string }) => key.id.slice(5, 37);

  it("is led to the stored thoughts by what it sends back, also without what was said before", async () => {
    const key = await bench.key();
    const first = await answer(key, { input: "One?" }, "Answer one.");
    const second = await answer(
      key,
      { input: [...told("Answer one.", sealedOf(first.response)), { role: "user", content: "Two?" }] },
      "Two.",
    );
    expect(second.call.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(second.call.sent.map(({ runId }) => runId.slice(4))).toEqual([runs(first.response)]);
    expect(second.response.metadata).toEqual({});
  });

  it("is taken at its word where it tells another answer than the run gave", async () => {
    const key = await bench.key();
    const first = await answer(key, { input: "One?" }, "Answer one.");
    const second = await answer(
      key,
      { input: [...told("Another.", sealedOf(first.response)), { role: "user", content: "Two?" }] },
      "Two.",
    );
    expect(JSON.stringify(second.call.messages)).toContain("Another.");
    expect(JSON.stringify(second.call.messages)).not.toContain("Answer one.");
  });

  it("is not refused for what cannot be opened: another key's, another house's, or changed; it is told so", async () => {
    const [key, other] = [await bench.key(), await bench.key()];
    const theirs = sealedOf((await answer(other, { input: "Secret?" }, "Theirs.")).response);
    for (const sealed of [theirs, "gAAAAABo-of-another-house", `${theirs.slice(0, -3)}AAA`]) {
      const input = [{ role: "user", content: "Secret?" }, ...told("Theirs.", sealed), { role: "user", content: "Two?" }];
      const { response, call } = await answer(key, { input }, "Two.");
      expect(response.status).toBe("completed");
      expect(response.metadata.aloud_warning).toBe(
        "1 sealed reasoning item(s) could not be opened with this key and were passed over.",
      );
      expect(call.sent).toEqual([]);
    }
  });

  it("holds no word of the thought in what is sealed, and gets no item at exposure none", async () => {
    const key = await bench.key({ exposure: "none" });
    const { response } = await answer(key, { input: "One?" }, "Answer one.");
    expect(response.output.map(({ type }: OutputItem) => type)).toEqual(["message"]);
    const open = await answer(await bench.key(), { input: "One?" }, "Answer one.");
    expect(Buffer.from(sealedOf(open.response).split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("Hm.");
  });
});
