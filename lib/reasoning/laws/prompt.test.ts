import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { testSeal } from "#lib/testing/beats.ts";
import { aView, numbered } from "#lib/testing/builders.ts";
import type { Seal } from "../event.ts";
import { collectSeals, type Prompt, type PromptTurn, toPrompt } from "../prompt.ts";
import type { PromptPart, ReplayPolicy } from "../prompt-message.ts";

/** The seal of each part is told from all others, so that it is known which thought a message holds. */
function ownSeals(drafts: Parameters<typeof numbered>[0], runId: string): Map<string, Seal> {
  const seals = collectSeals(numbered(drafts, runId));
  return new Map([...seals].map(([partId, seal]) => [partId, { ...seal, data: `${runId} ${partId}` }]));
}

const path: fc.Arbitrary<PromptTurn[]> = fc
  .array(fc.record({ text: fc.string(), drafts: fc.option(story) }), { maxLength: 4 })
  .map((turns) =>
    turns.map(({ text, drafts }, index) => ({
      text,
      view: drafts && aView(drafts, `run_${index}`),
      seals: ownSeals(drafts ?? [], `run_${index}`),
    })),
  );
const policy: fc.Arbitrary<ReplayPolicy> = fc.record({
  issuer: fc.constantFrom(testSeal.issuer, "someone else"),
  text: fc.constantFrom("never", "tool-calls", "always"),
  takesSeals: fc.boolean(),
});
const withSeals = fc.boolean();

function partsOf({ messages }: Prompt): PromptPart[] {
  return messages.flatMap((message) => (message.role === "assistant" ? message.parts : []));
}

describe("law 10, prompt", () => {
  it("depends on the path and the policy alone, turn by turn", () => {
    fc.assert(
      fc.property(path, path, policy, withSeals, (above, below, wants, seals) => {
        const prompt = (turns: PromptTurn[]) => toPrompt(turns, wants, { withSeals: seals });
        const whole = prompt([...above, ...below]);
        expect(whole.messages).toEqual([...prompt(above).messages, ...prompt(below).messages]);
        expect(whole.sent).toEqual([...prompt(above).sent, ...prompt(below).sent]);
      }),
    );
  });

  it("keeps every question, in order", () => {
    fc.assert(
      fc.property(path, policy, (turns, wants) => {
        const questions = toPrompt(turns, wants).messages.filter((message) => message.role === "user");
        expect(questions.map((message) => message.text)).toEqual(turns.map((each) => each.text));
      }),
    );
  });

  it("accounts for every thought on the path exactly once, with a reason where it stayed behind", () => {
    fc.assert(
      fc.property(path, policy, withSeals, (turns, wants, seals) => {
        const { sent } = toPrompt(turns, wants, { withSeals: seals });
        const told = sent.flatMap(({ runId, partIds }) => partIds.map((partId) => `${runId} ${partId}`));
        const there = turns.flatMap(({ view }) =>
          (view?.parts ?? []).flatMap((part) => (part.kind === "reasoning" ? [`${view?.runId} ${part.id}`] : [])),
        );
        expect(told.toSorted()).toEqual(there.toSorted());
        for (const { partIds, how, why } of sent) {
          expect(partIds).not.toEqual([]);
          expect(why === null).toBe(how !== "left-out");
        }
      }),
    );
  });

  it("holds exactly the thoughts that the account says were sent", () => {
    fc.assert(
      fc.property(path, policy, withSeals, (turns, wants, seals) => {
        const prompt = toPrompt(turns, wants, { withSeals: seals });
        const told = (how: "full" | "sealed") =>
          prompt.sent.flatMap((one) => (one.how === how ? one.partIds.map((partId) => `${one.runId} ${partId}`) : []));
        const thoughts = partsOf(prompt).filter((part) => part.kind === "reasoning");
        expect(thoughts.flatMap((part) => (part.seal ? [part.seal.data] : [])).toSorted()).toEqual(told("sealed").toSorted());
        const textOf = new Map<string, string>(
          turns.flatMap(({ view }) =>
            (view?.parts ?? []).flatMap((part) =>
              part.kind === "reasoning" ? [[`${view?.runId} ${part.id}`, part.text] as const] : [],
            ),
          ),
        );
        const texts = thoughts.flatMap((part) => (part.seal ? [] : [part.text]));
        expect(texts.toSorted()).toEqual(
          told("full")
            .map((id) => textOf.get(id))
            .toSorted(),
        );
      }),
    );
  });

  it("never holds a seal of another issuer, nor any where none is taken or they have expired", () => {
    fc.assert(
      fc.property(path, policy, withSeals, (turns, wants, seals) => {
        const issuers = partsOf(toPrompt(turns, wants, { withSeals: seals })).flatMap((part) => part.seal?.issuer ?? []);
        const expected = wants.takesSeals && seals ? [wants.issuer] : [];
        expect(expected).toEqual(expect.arrayContaining(issuers));
      }),
    );
  });

  it("holds no thought that was cut or stands in a step that was broken off", () => {
    fc.assert(
      fc.property(path, policy, (turns, wants) => {
        const cut = new Set<string>(
          turns.flatMap(({ view }) =>
            (view?.parts ?? []).flatMap((part) => (part.kind === "reasoning" && part.isCut ? [`${view?.runId} ${part.id}`] : [])),
          ),
        );
        for (const { runId, partIds, how, why } of toPrompt(turns, wants).sent) {
          const isCut = partIds.filter((partId) => cut.has(`${runId} ${partId}`));
          if (isCut.length > 0) expect([how, why]).toEqual(["left-out", "cut"]);
        }
      }),
    );
  });

  it("pairs every tool call with its outcome right behind it, and sends no empty answer", () => {
    fc.assert(
      fc.property(path, policy, (turns, wants) => {
        let open: string[] = [];
        for (const message of toPrompt(turns, wants).messages) {
          if (message.role === "tool") expect(open.splice(0, 1)).toEqual([message.callId]);
          else expect(open).toEqual([]);
          if (message.role !== "assistant") continue;
          expect(message.parts.at(-1)?.kind).toMatch(/^(text|tool-call)$/);
          open = message.parts.flatMap((part) => (part.kind === "tool-call" ? [part.callId] : []));
        }
        expect(open).toEqual([]);
      }),
    );
  });
});
