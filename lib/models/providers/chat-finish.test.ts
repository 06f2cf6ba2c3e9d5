import { describe, expect, it } from "vitest";
import { bytesOf, framesOf, readAnswer, readParts } from "#lib/testing/chat-answer.ts";

const said = (text: string) => ({ kind: "text", text });

describe("the end of a chat answer", () => {
  it("P07 leaves a thought cut where a limit or the connection cut it, seal or none", () => {
    const detail = { type: "reasoning.text", text: "Hm", index: 0 };
    const limited = readAnswer(framesOf([{ reasoning_details: [detail] }], "length"));
    expect(readParts(limited.drafts)).toEqual([{ kind: "full", text: "Hm", isCut: true }]);
    const broken = readAnswer(framesOf([{ content: "<think>Hm" }], null));
    expect(readParts(broken.drafts)).toEqual([{ kind: "full", text: "Hm", isCut: true }]);
    expect(broken.finish).toBeNull();
  });

  it("P24 needs no [DONE]; P25 needs a finish reason", () => {
    expect(readAnswer(framesOf([{ content: "Yes." }])).finish).toBe("stop");
    expect(readAnswer([...framesOf([{ content: "Yes." }], null), bytesOf("data: [DONE]\n\n")])).toMatchObject({
      finish: null,
      error: undefined,
    });
    expect(readAnswer(framesOf([{ content: "Yes." }], "")).finish).toBeNull();
  });

  it.each<[string, string]>([
    ["stop", "stop"],
    ["length", "length"],
    ["model_length", "length"],
    ["content_filter", "content-filter"],
    ["sensitive", "content-filter"],
    ["eos_token", "other"],
  ])("knows the word %s", (word, finish) => {
    expect(readAnswer(framesOf([{ content: "Yes." }], word)).finish).toBe(finish);
  });

  const usage = (output: number) => ({ prompt_tokens: 3, completion_tokens: output });
  const chunk = (more: object) => bytesOf(`data: ${JSON.stringify({ choices: [], ...more })}\n\n`);
  it.each<[string, Uint8Array[]]>([
    ["before the finish", [chunk({ usage: usage(2) }), ...framesOf([{ content: "Yes." }])]],
    ["after the finish", [...framesOf([{ content: "Yes." }]), chunk({ usage: usage(2) }), chunk({ usage: null })]],
    ["in every chunk", [chunk({ usage: usage(1) }), ...framesOf([{ content: "Yes." }]), chunk({ usage: usage(2) })]],
    ["where Groq puts it", [...framesOf([{ content: "Yes." }]), chunk({ x_groq: { usage: usage(2) } })]],
    ["as llama.cpp's timings", [...framesOf([{ content: "Yes." }]), chunk({ timings: { prompt_n: 3, predicted_n: 2 } })]],
  ])("P26 counts %s", (_where, chunks) => {
    expect(readAnswer(chunks).usage).toEqual({ input: 3, output: 2, reasoning: null, cached: null });
  });

  it.each<[string, object]>([
    ["beside an empty list of choices", { error: { message: "No.", code: 502 }, choices: [] }],
    [
      "beside its own finish reason",
      { error: { code: 502, message: "No." }, choices: [{ delta: { content: "" }, finish_reason: "error" }] },
    ],
    ["as a finish reason alone", { choices: [{ delta: {}, finish_reason: "error" }] }],
    ["as words", { error: "No." }],
    ["in vLLM's old form", { object: "error", message: "No.", type: "BadRequestError", code: 400 }],
    ["in DashScope's form", { code: "InvalidParameter", message: "No.", request_id: "r" }],
  ])("P27 is a failure that came %s, after all that came before it", (_where, last) => {
    const answer = readAnswer([...framesOf([{ content: "Yes" }], null), bytesOf(`data: ${JSON.stringify(last)}\n\n`)]);
    expect(readParts(answer.drafts)).toEqual([said("Yes")]);
    expect(answer).toMatchObject({ finish: null, error: { error: expect.anything() } });
  });

  it("P27 reads the words that come with a failure, and nothing after it", () => {
    const last = { error: { message: "No." }, choices: [{ delta: { content: " and no" }, finish_reason: "error" }] };
    const answer = readAnswer([
      ...framesOf([{ content: "Yes" }], null),
      bytesOf(`data: ${JSON.stringify(last)}\n\n`),
      ...framesOf([{ content: "never" }]),
    ]);
    expect(readParts(answer.drafts)).toEqual([said("Yes and no")]);
  });

  it("takes a refusal for what it says, and for no whole answer", () => {
    const answer = readAnswer(framesOf([{ refusal: "No, " }, { refusal: "sorry." }]));
    expect(readParts(answer.drafts)).toEqual([said("No, sorry.")]);
    expect(answer.finish).toBe("content-filter");
  });

  it("names the pages it drew on, each once", () => {
    const cited = { type: "url_citation", url_citation: { url: "https://a.example/", title: "A", start_index: 0 } };
    const listed = {
      choices: [],
      citations: ["https://a.example/", "https://b.example/"],
      search_results: [{ url: "https://b.example/", title: "B" }],
    };
    const answer = readAnswer([
      ...framesOf([{ content: "Yes.", annotations: [cited] }]),
      bytesOf(`data: ${JSON.stringify(listed)}\n\n`),
    ]);
    expect(answer.drafts.filter(({ type }) => type === "source")).toMatchObject([
      { url: "https://a.example/", title: "A" },
      { url: "https://b.example/", title: "B" },
    ]);
  });

  it("does not read a message again that sums up its deltas", () => {
    const message = { role: "assistant", content: "Yes." };
    const last = bytesOf(`data: ${JSON.stringify({ choices: [{ message, finish_reason: "stop" }] })}\n\n`);
    const answer = readAnswer([...framesOf([{ content: "Yes." }], null), last]);
    expect(readParts(answer.drafts)).toEqual([said("Yes.")]);
    expect(answer.finish).toBe("stop");
  });

  it("tells the server's name for the answer, which control requests need", () => {
    expect(readAnswer(framesOf([{ content: "Yes." }])).responseId).toBe("c");
  });
});
