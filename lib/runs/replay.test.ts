import { describe, expect, it } from "vitest";
import type { ProviderKind } from "#lib/models/provider-kinds.ts";
import { everyKind, fatesOf, thoughtsOf, withReplay } from "#lib/testing/replay.ts";

describe("what goes back to a provider", () => {
  const { ask, models } = withReplay();

  it("R01: after a change of model, key or provider is what that one takes, and all of its own again after the way back", async () => {
    const first = await ask("apples", models().sealing);
    expect(first.view.steps[0]?.sentBack).toBeNull();
    const same = await ask("pears", models().sealing, { parentRunId: first.runId });
    expect(fatesOf(same.sent)).toEqual([[first.runId, "sealed"]]);
    expect(same.body).toContain("encrypted_content");
    for (const modelId of [models().otherModel, models().otherAccount]) {
      const other = await ask("plums", modelId, { parentRunId: same.runId });
      expect(fatesOf(other.sent)).toEqual([
        [first.runId, "foreign"],
        [same.runId, "foreign"],
      ]);
      expect(other.body).not.toContain('"encrypted_content":');
    }
    const taking = await ask("figs", models().taking, { parentRunId: same.runId });
    const then = await ask("grapes", models().taking, { parentRunId: taking.runId });
    expect(then.sent.find(({ runId }) => runId === taking.runId)).toMatchObject({ how: "full" });
    const refusing = await ask("nuts", models().refusing, { parentRunId: then.runId });
    expect(new Set(refusing.sent.map(({ how }) => how))).toEqual(new Set(["left-out"]));
    const back = await ask("cherries", models().sealing, { parentRunId: refusing.runId });
    expect(fatesOf(back.sent)).toEqual([
      [first.runId, "sealed"],
      [same.runId, "sealed"],
      [taking.runId, "unsealed"],
      [then.runId, "unsealed"],
      [refusing.runId, "unsealed"],
    ]);
  });

  it("R01: is true of every provider in one conversation that all of them take turns in, twice", async () => {
    let parentRunId: string | undefined;
    const said = new Map<ProviderKind, Set<string>>();
    for (let turn = 0; turn < 2 * everyKind.length; turn += 1) {
      const kind = everyKind[turn % everyKind.length] ?? "openai";
      const asked = await ask(
        `question ${turn} of ${kind}`,
        models().byKind[kind],
        parentRunId === undefined ? {} : { parentRunId },
      );
      expect([kind, asked.view.status, thoughtsOf(asked.view).length]).toEqual([kind, "completed", 1]);
      said.set(kind, new Set([...(said.get(kind) ?? []), ...asked.sent.map(({ how }) => how)]));
      parentRunId = asked.runId;
    }
    expect(Object.fromEntries([...said].map(([kind, hows]) => [kind, [...hows].sort()]))).toEqual({
      openai: ["left-out", "sealed"],
      anthropic: ["left-out", "sealed"],
      google: ["left-out"],
      deepseek: ["left-out"],
      openrouter: ["left-out"],
      xai: ["left-out", "sealed"],
      groq: ["left-out"],
      mistral: ["full", "left-out"],
      ollama: ["left-out"],
      responses: ["left-out", "sealed"],
      compatible: ["left-out"],
    });
  });

  it("R02: does not change with the effort, and a turn without thinking leaves no trace in the ledger", async () => {
    for (const modelId of [models().sealing, models().taking]) {
      const on = await ask("apples", modelId);
      const off = await ask("pears", modelId, { parentRunId: on.runId, effort: "off" });
      expect(off.body).toMatch(/"(reasoning_effort|effort)":"none"/);
      expect(thoughtsOf(off.view)).toEqual([]);
      expect(off.sent).toHaveLength(1);
      const again = await ask("plums", modelId, { parentRunId: off.runId });
      expect(again.sent).toEqual(off.sent);
      expect(thoughtsOf(again.view)).toHaveLength(1);
    }
  });

  it("R03, R04: is the path of an edited message or of a branch, and nothing beside it", async () => {
    for (const modelId of [models().sealing, models().taking]) {
      const first = await ask("apples", modelId);
      const second = await ask("pears", modelId, { parentRunId: first.runId });
      await ask("plums", modelId, { parentRunId: second.runId });
      const edited = await ask("figs", modelId, { parentRunId: first.runId });
      expect(edited.sent.map(({ runId }) => runId)).toEqual([first.runId]);
      expect(edited.body).not.toMatch(/pears|plums/);
      const sibling = await ask("", modelId, { turnId: second.turnId, text: undefined });
      expect(sibling.sent).toEqual(edited.sent);
      const below = await ask("grapes", modelId, { parentRunId: sibling.runId });
      expect(below.sent.map(({ runId }) => runId)).toEqual([first.runId, sibling.runId]);
    }
  });
});
