import { beforeEach, describe, expect, it } from "vitest";
import type { ModelInfo } from "#lib/models/model.ts";
import { engine } from "#lib/runs/engine.ts";
import { writeSetting } from "#lib/settings/store.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import type { AskMessage } from "#lib/wire/request/ask.ts";
import { defaultModel, modelsFor } from "./choose-model.ts";

const error = (code: string, field: string, message = /./) =>
  expect.objectContaining({ code, field, message: expect.stringMatching(message) }) as unknown as Error;

describe.each(databaseKinds)("what a client may choose on %s", (kind) => {
  const bench = withAsks(kind);
  const { ask, askCall, answered, caller } = bench;
  beforeEach(async () => {
    await bench.database().client.conversation.deleteMany();
    await bench.database().client.setting.deleteMany();
  });

  /** What the models are said to be, until the end of the test. */
  const changeModels = (change: Partial<ModelInfo>) => {
    const { listModels, resolveModel, ...rest } = engine().models;
    engine().models = {
      ...rest,
      listModels: async (viewer) => (await listModels(viewer)).map((info) => ({ ...info, ...change })),
      resolveModel: async (viewer, id) => {
        const model = await resolveModel(viewer, id);
        return { ...model, info: { ...model.info, ...change } };
      },
    };
  };

  describe("among models", () => {
    it("is the one it names, also in the midst of a conversation", async () => {
      expect(await answered([says("Hi")], "Hello!", { modelId: "scripted/one" })).toMatchObject({ modelId: "scripted/one" });
      const told = [says("Hi"), answers("Hello!"), says("And now?")];
      expect(await ask(told, { modelId: "scripted/two" })).toMatchObject({ modelId: "scripted/two" });
    });

    it("is what its conversation used last where it names none, else the owner's own choice", async () => {
      await writeSetting(bench.viewer(), "defaultModelId", "scripted/two");
      const none = { modelId: null };
      expect(await answered([says("Hi")], "Hello!", none)).toMatchObject({ modelId: "scripted/two" });
      await answered([says("Ho")], "Hello!", { modelId: "scripted/one" });
      const told = [says("Ho"), answers("Hello!"), says("And now?")];
      expect(await answered(told, "Now.", none)).toMatchObject({ modelId: "scripted/one" });
      await writeSetting(bench.viewer(), "fixedModelId", "scripted/one");
      expect(await answered([says("Hi")], "Hello!", none)).toMatchObject({ modelId: "scripted/one" });
    });

    it("is the owner's own choice also where no list names it", async () => {
      await writeSetting(bench.viewer(), "defaultModelId", "scripted/two");
      const { listModels, ...rest } = engine().models;
      engine().models = { ...rest, listModels: async (viewer) => (await listModels(viewer)).slice(0, 1) };
      expect((await defaultModel(caller()))?.id).toBe("scripted/two");
      expect((await defaultModel(caller({ models: ["scripted/one"] })))?.id).toBe("scripted/one");
      await writeSetting(bench.viewer(), "defaultModelId", "gone/model");
      expect((await defaultModel(caller()))?.id).toBe("scripted/one");
      engine().models = { ...rest, listModels };
    });

    it("may be the owner's own choice by its name", async () => {
      expect((await defaultModel(caller()))?.id).toBe("scripted/one");
      await writeSetting(bench.viewer(), "defaultModelId", "scripted/two");
      expect(await ask([says("Hi")], { modelId: "default" })).toMatchObject({ modelId: "scripted/two" });
      const only = { models: ["scripted/one"] };
      expect(await ask([says("Hi")], { modelId: "default" }, only)).toMatchObject({ modelId: "scripted/one" });
    });

    it("is one of those its key may ask", async () => {
      const only = { models: ["scripted/one"] };
      expect((await modelsFor(caller(only))).map(({ id }) => id)).toEqual(["scripted/one"]);
      expect((await modelsFor(caller())).map(({ id }) => id)).toEqual(["scripted/one", "scripted/two"]);
      for (const modelId of ["scripted/two", "nobody/knows"]) {
        await expect(ask([says("Hi")], { modelId }, only)).rejects.toThrow(error("model-forbidden", "model"));
      }
      await answered([says("Hi")], "Hello!", { modelId: "scripted/two" });
      const told = [says("Hi"), answers("Hello!"), says("And now?")];
      expect(await ask(told, { modelId: null }, only)).toMatchObject({ modelId: "scripted/one" });
    });

    it("is one that there is", async () => {
      await expect(ask([says("Hi")], { modelId: "nobody/knows" })).rejects.toThrow(error("model-unknown", "model"));
      await expect(ask([says("Hi")], { modelId: "" })).rejects.toThrow(error("model-unknown", "model"));
      const none = { models: ["gone/away"] };
      await expect(ask([says("Hi")], { modelId: "default" }, none)).rejects.toThrow(error("model-unknown", "model"));
      expect(await bench.conversations()).toBe(0);
    });

    it("is asked with the effort that is wished", async () => {
      const { call, runId } = await askCall([says("Hi")], { effort: "high" });
      expect(call.effort).toBe("high");
      expect(await bench.row(runId)).toMatchObject({ effortAsked: "high" });
    });

    it.each<[string, AskMessage[]]>([
      ["in the question", [{ role: "user", text: "What is it?", images: [{ mediaType: "image/png", data: "aGk=" }] }]],
      [
        "before it",
        [{ role: "user", text: "", images: [{ mediaType: "image/png", data: "aGk=" }] }, answers("A cat."), says("Sure?")],
      ],
    ])("takes pictures %s, where it takes them at all", async (_, messages) => {
      changeModels({ seesImages: false });
      await expect(ask(messages)).rejects.toThrow(
        error("bad-request", "messages", /Model scripted\/two \(scripted\/two\) takes no images/),
      );
      expect(await bench.conversations()).toBe(0);
      for (const seesImages of [true, null]) {
        changeModels({ seesImages });
        const { call } = await askCall(messages);
        expect(call.messages[0]).toMatchObject({ role: "user", images: [{ mediaType: "image/png", data: "aGk=" }] });
      }
    });

    it("tells pictures apart where it recognises what was said", async () => {
      changeModels({ seesImages: true });
      const seen = (data: string): AskMessage => ({
        role: "user",
        text: "What is it?",
        images: [{ mediaType: "image/png", data }],
      });
      const first = await answered([seen("b25l")], "A cat.");
      const other = await answered([seen("dHdv"), answers("A cat."), says("Sure?")], "Yes.");
      expect(other.conversationId).not.toBe(first.conversationId);
      const same = await answered([seen("b25l"), answers("A cat."), says("Sure?")], "Yes.");
      expect(same.conversationId).toBe(first.conversationId);
    });
  });

  describe("among tools", () => {
    const offered = async (...key: Parameters<typeof askCall> extends [unknown, ...infer Rest] ? Rest : never) => {
      bench.tools().offer(aTool(), aTool({ name: "look" }), aTool({ name: "search_conversations" }));
      const { call } = await askCall([says("Hi")], ...key);
      return call.tools?.map(({ name, description }) => `${name}: ${description}`) ?? [];
    };
    const mine = { name: "look", description: "The client's.", inputSchema: { type: "object" } };

    it("is all that are on, for a key that may see all thoughts", async () => {
      expect((await offered()).map((each) => each.split(":")[0])).toEqual(["echo", "look", "search_conversations"]);
    });

    it("is no search through earlier conversations, in which there are thoughts, below that", async () => {
      for (const exposure of ["none", "summary"] as const) {
        expect((await offered({}, { exposure })).map((each) => each.split(":")[0])).toEqual(["echo", "look"]);
      }
    });

    it("is none of ours where the key says so, and its own all the same", async () => {
      expect(await offered({}, { usesTools: false })).toEqual([]);
      expect(await offered({ tools: [mine] }, { usesTools: false })).toEqual(["look: The client's."]);
    });

    it("is its own where ours has the same name", async () => {
      const tools = await offered({ tools: [mine] });
      expect(tools.filter((each) => each.startsWith("look"))).toEqual(["look: The client's."]);
      expect(tools).toHaveLength(3);
    });
  });

  it("is nothing any more once its key has spent what it may", async () => {
    const key = { spending: { amount: 0.0001, days: 30 } };
    const { runId } = await answered([says("Hi")], "Hello!", { modelId: "scripted/one" }, key);
    expect((await bench.row(runId)).cost).toBeGreaterThan(0.0001);
    await expect(ask([says("Hi")], {}, key)).rejects.toThrow(expect.objectContaining({ code: "spent" }) as unknown as Error);
    expect(await bench.conversations()).toBe(1);
    await ask([says("Hi")], {}, { ...key, id: "key_2" });
  });

  it("is told to the model: instructions, tools and settings", async () => {
    const { call } = await askCall([says("Hi")], { instructions: "Be brief.", settings: { temperature: 0.5 }, outputLimit: 300 });
    expect(call.messages[0]).toEqual({ role: "system", text: "Be brief." });
    expect(call.outputLimit).toBe(300);
    expect(call.settings).toEqual({ temperature: 0.5 });
  });
});
