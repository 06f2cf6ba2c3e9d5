import { describe, expect, it } from "vitest";
import { framesOf, readAnswer, readParts } from "#lib/testing/chat-answer.ts";
import { makeChatReader } from "./chat-stream.ts";

const full = (text: string) => ({ kind: "full", text });
const said = (text: string) => ({ kind: "text", text });
const parts = (...deltas: object[]) => readParts(readAnswer(framesOf(deltas)).drafts);

const proof = "A thought that is long enough to be no coincidence.";

describe("the places of a thought in a chat answer", () => {
  it("P13 say it once when field and tags mirror each other, whichever comes first", () => {
    const whole = [full(proof), said("Yes.")];
    expect(parts({ reasoning_content: proof }, { content: `<think>${proof}</think>Yes.` })).toEqual(whole);
    expect(parts({ content: `<think>\n${proof}` }, { reasoning_content: proof }, { content: "</think>\nYes." })).toEqual(whole);
    expect(parts({ content: `<think>${proof}</think>Yes.` }, { reasoning_content: `${proof}\n` })).toEqual(whole);
  });

  it("P13 say it once when the same words come in other pieces and with other blanks", () => {
    expect(
      parts(
        { reasoning: "A ", content: "<think>A " },
        { content: "long thought." },
        { reasoning: "long thought." },
        { content: "</think>" },
      ),
    ).toEqual([full("A long thought.")]);
    const [field, tags] = [
      ["A thought ", "that is\n\nlong ", "enough."],
      ["<think>\nA", " thought that", " is long", " enough.</think>Yes."],
    ];
    const mixed = [0, 1, 2, 3].map((at) => ({ reasoning: field[at] ?? "", content: tags[at] ?? "" }));
    expect(parts(...mixed)).toEqual([full("A thought that is\n\nlong enough."), said("Yes.")]);
  });

  it("P13 keep apart what only begins alike", () => {
    expect(parts({ reasoning: "The sum is 4." }, { content: "<think>The sum is 5.</think>No." })).toEqual([
      full("The sum is 4."),
      full("The sum is 5."),
      said("No."),
    ]);
    expect(parts({ reasoning_content: "Then we" }, { reasoning: "The rest." })).toEqual([full("Then weThe rest.")]);
  });

  it("P13 show the words of a source that joins a later thought once, and its news", () => {
    expect(
      parts(
        { reasoning: "First thing." },
        { content: "So. " },
        { reasoning: "Second thing." },
        { content: "<think>Second thing.</think>Done." },
      ),
    ).toEqual([full("First thing."), said("So. "), full("Second thing."), said("Done.")]);
  });

  it("P13 prefer the details to a field that says something else in the same breath", () => {
    const detail = { type: "reasoning.summary", summary: "In short.", index: 0 };
    expect(parts({ reasoning: "At length.", reasoning_details: [detail] }, { content: "Yes." })).toEqual([
      { kind: "summary", text: "In short.", seal: { reasoning_details: [detail] } },
      said("Yes."),
    ]);
  });

  it("P14 P15 may be empty or null beside another that is filled", () => {
    expect(
      parts(
        { reasoning_content: "", reasoning: "Hm", content: null },
        { reasoning_content: null, reasoning: "m.", content: "" },
        { reasoning_content: "", reasoning: null, content: "Yes." },
        { content: undefined },
        {},
      ),
    ).toEqual([full("Hmm."), said("Yes.")]);
  });

  it("P16 may hold objects and lists", () => {
    expect(
      parts(
        { reasoning: { content: "H" } },
        { reasoning: { text: "m" } },
        { reasoning: [{ type: "summary_text", text: "m." }] },
        { reasoning: {} },
        { content: { type: "text", text: "Yes" } },
        {
          content: [
            { type: "text", text: "." },
            { type: "reference", reference_ids: [1] },
          ],
        },
      ),
    ).toEqual([full("Hmm."), said("Yes.")]);
  });

  it("P17 may be renamed in mid-stream", () => {
    expect(parts({ reasoning_content: "One, " }, { reasoning: "two, " }, { reasoning_text: "three." })).toEqual([
      full("One, two, three."),
    ]);
  });

  it("P31 come out with their own bytes, so that their times are those of their arrival", () => {
    const reader = makeChatReader();
    const words = ["One", " two", " three", ".\n", " Four"];
    const given = framesOf([...words.map((reasoning) => ({ reasoning })), ...words.map((content) => ({ content }))], null).map(
      (frame) => reader.push(frame).flatMap((part) => ("text" in part ? [part.text] : [])),
    );
    expect(given).toEqual([...words, ...words].map((word) => [word]));
  });

  it("come in the order of their arrival, thoughts after text and between calls too", () => {
    const call = (id: string) => ({ tool_calls: [{ index: 0, id, function: { name: "now", arguments: "{}" } }] });
    expect(
      parts({ content: "Let me see. " }, { reasoning: "Hm." }, call("c1"), { reasoning: "Ah." }, call("c2"), { content: "Yes." }),
    ).toEqual([
      said("Let me see. "),
      full("Hm."),
      { kind: "call", callId: "c1", name: "now", args: {} },
      full("Ah."),
      { kind: "call", callId: "c2", name: "now", args: {} },
      said("Yes."),
    ]);
  });

  it("leave no part for blanks alone", () => {
    const call = { tool_calls: [{ index: 0, id: "c1", function: { name: "now", arguments: "" } }] };
    expect(parts({ reasoning_content: "\n\n" }, { content: "\n\n" }, call, { content: " " })).toEqual([
      { kind: "call", callId: "c1", name: "now", args: {} },
    ]);
  });

  it("are not looked for in a text that is known to have none", () => {
    const { drafts } = readAnswer(framesOf([{ content: "<think>Hm.</think>" }]), { readsTags: false });
    expect(readParts(drafts)).toEqual([said("<think>Hm.</think>")]);
  });

  it("are not in a text that begins inside one once a field has said them", () => {
    const read = (...deltas: object[]) => readParts(readAnswer(framesOf(deltas), { startsInside: true }).drafts);
    expect(read({ content: "Hm.</think>Yes." })).toEqual([full("Hm."), said("Yes.")]);
    expect(read({ reasoning_content: "Hm." }, { content: "Yes." })).toEqual([full("Hm."), said("Yes.")]);
  });

  it("P30 may be sealed: without text, before their text, or withheld", () => {
    const signed = { type: "thinking", thinking: "", signature: "c2ln" };
    const redacted = { type: "redacted_thinking", data: "cmVk" };
    const sealed = { type: "reasoning.encrypted", data: "ZW5j", id: "rs", format: "openai-responses-v1", index: 0 };
    const early = { type: "reasoning.text", index: 0, signature: "c2ln", format: "anthropic-claude-v1" };
    expect(parts({ thinking_blocks: [signed] }, { content: "Yes." })).toEqual([
      { kind: "sealed", text: "", seal: { thinking_blocks: [signed] } },
      said("Yes."),
    ]);
    expect(parts({ thinking_blocks: [redacted] }, { content: "Yes." })).toEqual([
      { kind: "redacted", text: "", seal: { thinking_blocks: [redacted] } },
      said("Yes."),
    ]);
    expect(parts({ reasoning_details: [sealed] })).toEqual([{ kind: "sealed", text: "", seal: { reasoning_details: [sealed] } }]);
    expect(parts({ reasoning_details: [early] }, { reasoning_details: [{ ...early, signature: null, text: "Hm." }] })).toEqual([
      { kind: "full", text: "Hm.", seal: { reasoning_details: [{ ...early, text: "Hm." }] } },
    ]);
  });

  it("keep an entry of a kind nobody knows", () => {
    const entry = { type: "reasoning.server_tool_call", index: 0, name: "search" };
    expect(parts({ reasoning_details: [entry] }, { content: "Yes." })).toEqual([
      { kind: "sealed", text: "", seal: { reasoning_details: [entry] } },
      said("Yes."),
    ]);
  });

  it("have a seal that came late cover the thought it was made for", () => {
    const block = { type: "thinking", thinking: proof, signature: "c2ln" };
    const { drafts } = readAnswer(framesOf([{ reasoning_content: proof }, { content: "Yes." }, { thinking_blocks: [block] }]));
    expect(readParts(drafts)).toMatchObject([full(proof), said("Yes."), { kind: "sealed", seal: { thinking_blocks: [block] } }]);
    expect(drafts.findLast((draft) => draft.type === "reasoning-end")).toMatchObject({ seal: { covers: ["p1"] } });
  });

  it("may stand beside a text that is sealed itself", () => {
    const extra_content = { google: { thought_signature: "c2ln" } };
    expect(parts({ content: "Yes." }, { content: "", extra_content })).toEqual([{ ...said("Yes."), seal: { extra_content } }]);
    const thought = { google: { thought: true } };
    expect(parts({ content: "Hm.", extra_content: thought }, { content: "Yes." })).toEqual([full("Hm."), said("Yes.")]);
  });
});

describe("P29 channels in a chat answer", () => {
  const read = (modelId: string, ...texts: string[]) =>
    readParts(readAnswer(framesOf(texts.map((content) => ({ content }))), { modelId }).drafts);
  const tokens = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Yes.<|return|>";

  it("are read by their tokens", () => {
    expect(read("any", tokens)).toEqual([full("Hm."), said("Yes.")]);
    expect(read("gpt-oss:20b", "I say: ", tokens)).toEqual([said("I say: "), full("Hm."), said("Yes.")]);
    expect(read("any", "I say: ", tokens)).toEqual([said(`I say: ${tokens}`)]);
  });

  it("are read by their words", () => {
    expect(read("any", "analysisHm.assistantfinalYes.")).toEqual([full("Hm."), said("Yes.")]);
    expect(read("any", "analysisHm. No more.")).toEqual([said("analysisHm. No more.")]);
    expect(read("any", "analysis of Hm.assistantfinalYes.")).toEqual([said("analysis of Hm.assistantfinalYes.")]);
    expect(read("gpt-oss", "analysisHm.")).toEqual([full("Hm.")]);
  });

  it("say once what a field has said", () => {
    const deltas = [{ reasoning: proof }, { content: tokens.replace("Hm.", proof) }];
    expect(readParts(readAnswer(framesOf(deltas)).drafts)).toEqual([full(proof), said("Yes.")]);
  });
});
