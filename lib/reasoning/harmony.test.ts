import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCut } from "#lib/testing/arbitrary.ts";
import { growth } from "#lib/testing/growth.ts";
import { makeHarmonyReader } from "./harmony.ts";

/** Parts as `r:…`, `t:…` and `name(…)`. */
function read(pieces: readonly string[], isKnown = false): string[] {
  const reader = makeHarmonyReader({ isKnown });
  const parts: string[] = [];
  for (const piece of [...pieces.flatMap((each) => reader.push(each)), ...reader.end()]) {
    if (piece.kind === "call") parts.push(`${piece.name}(${piece.args})`);
    else if (piece.opens || parts.length === 0) parts.push(`${piece.kind === "text" ? "t" : "r"}:${piece.text}`);
    else parts.push((parts.pop() ?? "") + piece.text);
  }
  return parts;
}

const turn = "<|end|><|start|>assistant";
const analysis = "<|channel|>analysis<|message|>";
const final = "<|channel|>final<|message|>";
const commentary = "<|channel|>commentary";

describe("P29 text in channels", () => {
  it.each<[string, string, string[]]>([
    ["is told apart by tokens", `${analysis}Hm.${turn}${final}Yes.<|return|>`, ["r:Hm.", "t:Yes."]],
    ["may begin with its role", `<|start|>assistant${analysis}Hm.${turn}${final}Yes.`, ["r:Hm.", "t:Yes."]],
    ["may have a preamble", `${analysis}Hm.${turn}${commentary}<|message|>I look.<|end|>`, ["r:Hm.", "t:I look."]],
    ["may call", `${commentary} to=functions.now <|constrain|>json<|message|>{"a":1}<|call|>`, ['now({"a":1})']],
    ["may call in its role", `<|start|>assistant to=functions.now${commentary} json<|message|>{}`, ["now({})"]],
    ["may go on without a token", `${analysis}Hm.<|end|>Yes.`, ["r:Hm.", "t:Yes."]],
    ["may think twice", `${analysis}Hm.${turn}${analysis}Ah.${turn}${final}Yes.`, ["r:Hm.", "r:Ah.", "t:Yes."]],
    ["may quote a token in code", `${final}Write \`<|end|>\` there.`, ["t:Write `<|end|>` there."]],
    ["may have a lone token in prose", `${final}a <|channel|> b\nc`, ["t:a ", "t:<|channel|> b\nc"]],
    ["may lose its last token", `${analysis}Hm.<|en`, ["r:Hm.<|en"]],
    ["is told apart by words", "analysisHm.assistantfinalYes.", ["r:Hm.", "t:Yes."]],
    ["may think twice in words", "analysisHm.assistantanalysisAh.assistantfinalYes.", ["r:Hm.", "r:Ah.", "t:Yes."]],
    [
      "may call in words",
      'analysisHm.assistantcommentary to=functions.now json{"a":1}assistantfinalYes.',
      ["r:Hm.", 'now({"a":1})', "t:Yes."],
    ],
    ["may speak of the word", "analysis is a word, assistantfinal too", ["t:analysis is a word, assistantfinal too"]],
    ["needs the second word", "analysisHm. Yes.", ["t:analysisHm. Yes."]],
    ["needs a token first", `Well: ${analysis}Hm.`, [`t:Well: ${analysis}Hm.`]],
    ["may be none", "Yes.", ["t:Yes."]],
    ["may be the beginning of a token", "<|chan", ["t:<|chan"]],
    ["may be nothing", "", []],
  ])("%s", (_sentence, text, parts) => {
    expect(read([text])).toEqual(parts);
    expect(read(text.split(""))).toEqual(parts);
  });

  it("of a model that writes so may begin anywhere", () => {
    expect(read([`Well. ${analysis}Hm.${turn}${final}Yes.`], true)).toEqual(["t:Well. ", "r:Hm.", "t:Yes."]);
    expect(read(["analysisHm."], true)).toEqual(["r:Hm."]);
    expect(read(["analysis"], true)).toEqual(["t:analysis"]);
  });

  it("gives words out as soon as they can be no token", () => {
    const reader = makeHarmonyReader({ isKnown: true });
    const given = (text: string) => reader.push(text).map((piece) => (piece.kind === "call" ? "" : piece.text));
    expect(["W", "e <", "| a", "<|e", "nd|>"].map(given)).toEqual([["W"], ["e "], ["<| a"], [], []]);
  });

  it("comes to the same however it is cut", () => {
    const snippets = [
      analysis,
      final,
      turn,
      `${commentary} to=functions.x <|constrain|>json<|message|>`,
      "<|call|>",
      "<|return|>",
      "<|end|>",
    ];
    const words = [
      "analysis",
      "assistantfinal",
      "assistantcommentary to=x {}",
      "assistant",
      "Hm",
      " ",
      "\n",
      "`",
      "```\n",
      "<",
      "|",
      ">",
      "思",
    ];
    const text = fc.array(fc.constantFrom(...snippets, ...words), { maxLength: 25 }).map((all) => all.join(""));
    const cases = text.chain((all) => fc.tuple(fc.constant(all), anyCut(all), fc.boolean()));
    fc.assert(
      fc.property(cases, ([all, cut, isKnown]) => {
        expect(read(cut, isKnown)).toEqual(read([all], isKnown));
      }),
      { numRuns: 2000 },
    );
  });

  it("costs as it grows and no more", () => {
    const write = (start: string, unit: string, length: number) => () => {
      const reader = makeHarmonyReader({ isKnown: false });
      reader.push(start);
      for (let sent = 0; sent < length; sent += unit.length) reader.push(unit);
      reader.end();
    };
    for (const [start, unit] of [
      [analysis, "word <| "],
      ["<|channel|>", "a<"],
      ["analysisWe", "assistant "],
    ] as const) {
      expect(growth(write(start, unit, 50_000), write(start, unit, 500_000))).toBeLessThan(3);
    }
  });
});
