import { describe, expect, it } from "vitest";
import { listKeys, updateKey } from "#lib/auth/keys.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { assemble } from "#lib/testing/response-client.ts";
import { withResponses } from "#lib/testing/responses-bench.ts";

const weather = { type: "function", name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } };

describe.each(databaseKinds)("a response on %s", (kind) => {
  const bench = withResponses(kind);
  const next = () => bench.models().nextCall();
  /** Asked and answered at once. */
  const answered = async (key: string, body: Record<string, unknown>, thought = "Hm.", text = "It is so.") => {
    const asking = bench.ask(key, body);
    const call = await Promise.race([next(), asking]);
    if ("status" in call) throw new Error(`Refused: ${JSON.stringify(call)}`);
    call.answer(thought, text);
    return (await asking).response;
  };

  it("E12 is the same in one piece as streamed, and the same when it is asked for again", async () => {
    const key = await bench.key();
    const streaming = bench.stream(key, { input: "Is it so?" });
    (await next()).answer("Hm.", "It is so.");
    const { events, isDone } = await streaming;
    const { last, text, thoughts } = assemble(events);
    expect([isDone, text, thoughts]).toEqual([true, "It is so.", ["Hm."]]);
    expect(last).toMatchObject({
      model: "scripted/one",
      status: "completed",
      usage: { output_tokens_details: { reasoning_tokens: 5 } },
    });
    expect((await bench.get(key, `/${last?.id}`)).response).toEqual(last);
    const whole = await answered(key, { input: "Is it so?" });
    const { id: _, created_at: _at, completed_at: _end, output, ...rest } = whole;
    expect(last).toMatchObject(rest);
    expect(output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
  });

  it("tells what was asked back, and how", async () => {
    const key = await bench.key();
    const response = await answered(key, {
      instructions: "Be brief.",
      input: [
        { role: "developer", content: "In English." },
        { role: "user", content: [{ type: "input_text", text: "Is it so?" }] },
      ],
      reasoning: { effort: "high", summary: "auto" },
      temperature: 0.5,
      max_output_tokens: 99,
      metadata: { purpose: "test" },
      tools: [weather],
      tool_choice: { type: "function", name: "weather" },
      text: { format: { type: "json_schema", name: "a", schema: { type: "object" } } },
    });
    expect(response).toMatchObject({
      object: "response",
      instructions: "Be brief.\n\nIn English.",
      reasoning: { effort: "high", summary: "auto" },
      temperature: 0.5,
      max_output_tokens: 99,
      metadata: { purpose: "test" },
      tools: [{ type: "function", name: "weather" }],
      tool_choice: { type: "function", name: "weather" },
      text: { format: { type: "json_schema", name: "a" } },
      parallel_tool_calls: true,
      store: true,
      background: false,
      error: null,
    });
  });

  it("killed at every index and resumed is the same as one that was never cut, while it is written and after", async () => {
    const key = await bench.key();
    const whole = bench.send(key, "", { json: { model: "scripted/one", input: "Go.", background: true, stream: true } });
    const call = await next();
    const { response } = await (async () => {
      const reader = (await whole).body?.getReader();
      const first = new TextDecoder().decode((await reader?.read())?.value);
      await reader?.cancel();
      return JSON.parse(first.slice(first.indexOf("data: ") + 6, first.indexOf("\n\n")));
    })();
    const early = bench.send(key, `/${response.id}?stream=true&starting_after=1`).then((answer) => answer.text());
    call.answer("One two three.", "Four five.");
    const all = await (await bench.send(key, `/${response.id}?stream=true`)).text();
    const frames = all.split("\n\n").slice(0, -2);
    expect(frames).toHaveLength(15);
    expect(await early).toBe(`${frames.slice(2).join("\n\n")}\n\ndata: [DONE]\n\n`);
    for (let at = 0; at < frames.length; at += 1) {
      const rest = await (await bench.send(key, `/${response.id}?stream=true&starting_after=${at}`)).text();
      expect(rest).toBe([...frames.slice(at + 1), "data: [DONE]", ""].join("\n\n"));
    }
  });

  it.each([
    ["none", [], null],
    ["full", ["Hm."], null],
    ["full", [], { reasoning: { exclude: true } }],
    ["full", [], { include_reasoning: false }],
    ["full", [], { reasoning_format: "hidden" }],
    ["none", [], { reasoning: { effort: "high", summary: "detailed" }, include: ["reasoning.content"] }],
  ] as const)("at exposure %s shows %j where the request wants %j", async (exposure, thoughts, wish) => {
    const key = await bench.key({ exposure });
    const streaming = bench.stream(key, { input: "Is it so?", ...wish });
    (await next()).answer("Hm.", "It is so.");
    const { events } = await streaming;
    expect(assemble(events).thoughts).toEqual(thoughts);
    const got = await bench.get(key, `/${assemble(events).last?.id}`);
    expect(JSON.stringify(got).includes("Hm.")).toBe(thoughts.length > 0);
  });

  it("E10 shows no thought any more once the key may not see it, also of answers before", async () => {
    const key = await bench.key();
    const { id } = await answered(key, { input: "Is it so?" });
    for (const { id: keyId } of await listKeys(bench.viewer())) await updateKey(bench.viewer(), keyId, { exposure: "none" });
    const again = await bench.get(key, `/${id}`);
    expect(JSON.stringify(again)).toContain("It is so.");
    expect(JSON.stringify(again)).not.toContain("Hm.");
  });

  it("is thought word for word with include reasoning.content, never beside a summary that was asked for", async () => {
    const key = await bench.key();
    const raw = await answered(key, { input: "Raw?", include: ["reasoning.content"] });
    expect(raw.output[0]).toMatchObject({ summary: [], content: [{ type: "reasoning_text", text: "Hm." }] });
    const summary = await answered(key, { input: "Summary?", include: ["reasoning.content"], reasoning: { summary: "auto" } });
    expect(summary.output[0]).toMatchObject({ summary: [{ text: "Hm." }] });
    expect(summary.output[0]).not.toHaveProperty("content");
  });

  it("hands a call to the client and goes on with what it brings, as a second response of the same run", async () => {
    const key = await bench.key();
    const asking = bench.ask(key, { input: "Weather in Ulm?", tools: [weather] });
    (await next()).call({ name: "weather", args: { city: "Ulm" } });
    const { response } = await asking;
    const [call] = response.output;
    expect(call).toMatchObject({ type: "function_call", name: "weather", arguments: '{"city":"Ulm"}', status: "completed" });
    if (call?.type !== "function_call") throw new Error("There is no call.");
    const output = { type: "function_call_output", call_id: call.call_id, output: [{ type: "input_text", text: "Rain" }] };
    const going = bench.ask(key, { previous_response_id: response.id, input: [output], tools: [weather] });
    const model = await next();
    expect(model.messages.at(-1)).toMatchObject({ role: "tool", result: "Rain" });
    model.answer("Wet.", "Take an umbrella.");
    const second = (await going).response;
    expect(second).toMatchObject({ status: "completed", previous_response_id: response.id });
    expect(second.id.split("_")[1]).toBe(response.id.split("_")[1]);
    expect((await bench.get(key, `/${response.id}`)).response).toEqual(response);
    expect((await bench.get(key, `/${second.id}`)).response).toEqual(second);
    expect(second.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
  });

  it("replies to the response that is named, and to the one whose items are referenced", async () => {
    const key = await bench.key();
    const first = await answered(key, { input: "One?" }, "First.", "Answer one.");
    const going = bench.ask(key, { input: "Two?", previous_response_id: first.id });
    const call = await next();
    expect(call.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    call.answer("Second.", "Answer two.");
    const second = (await going).response;
    const references = second.output.map(({ id }) => ({ type: "item_reference", id }));
    const third = bench.ask(key, { input: [...references, { role: "user", content: "Three?" }] });
    const last = await next();
    expect(last.messages.map((message) => ("text" in message ? message.text : message.role))).toEqual([
      "One?",
      "assistant",
      "Two?",
      "assistant",
      "Three?",
    ]);
    last.answer("Third.", "Answer three.");
    expect((await third).status).toBe(200);
    expect(await bench.database().client.conversation.count({ where: { title: "One?" } })).toBe(1);
  });

  it("goes on where a whole history with references is told", async () => {
    const key = await bench.key();
    const first = await answered(key, { input: [{ role: "user", content: "Alpha?" }] }, "First.", "Answer alpha.");
    const references = first.output.map(({ id }) => ({ type: "item_reference", id }));
    await answered(key, { input: [{ role: "user", content: "Alpha?" }, ...references, { role: "user", content: "Beta?" }] });
    expect(await bench.database().client.conversation.count({ where: { title: { in: ["Alpha?", "Beta?"] } } })).toBe(1);
  });

  it("refuses a reference that leads nowhere with 400 and says what to do", async () => {
    const [key, other] = [await bench.key(), await bench.key()];
    const theirs = await answered(other, { input: "Secret?" });
    for (const id of ["msg_unknown", `rs_${"0".repeat(32)}_p1`, `msg_${theirs.id.slice(5, 37)}_p9`, theirs.output[1]?.id]) {
      const { status, response } = await bench.ask(key, {
        input: [
          { type: "item_reference", id },
          { role: "user", content: "?" },
        ],
      });
      expect(status).toBe(400);
      expect(response.error).toMatchObject({ type: "invalid_request_error", param: "input.0" });
      expect(response.error?.message).toContain("store:false");
    }
  });

  it("S04 is not there for another key: asked for, stopped, or replied to", async () => {
    const [key, other] = [await bench.key(), await bench.key()];
    const { id } = await answered(key, { input: "Secret?" });
    expect((await bench.get(other, `/${id}`)).status).toBe(404);
    expect((await bench.get(other, `/${id}?stream=true`)).status).toBe(404);
    expect((await bench.send(other, `/${id}/cancel`, { method: "POST" })).status).toBe(404);
    const { status, response } = await bench.ask(other, { input: "And?", previous_response_id: id });
    expect([status, response.error]).toMatchObject([404, { type: "not_found_error", param: "previous_response_id" }]);
    for (const wrong of ["resp_x", `resp_${"0".repeat(32)}_0`, `${id.slice(0, -1)}3`])
      expect((await bench.get(key, `/${wrong}`)).status).toBe(404);
  });

  it("is kept out of reach with store:false, and its run stays in the owner's history", async () => {
    const key = await bench.key();
    const { id, store } = await answered(key, { input: "Only once?", store: false });
    expect(store).toBe(false);
    for (const path of [`/${id}`, `/${id}?stream=true`]) expect((await bench.get(key, path)).status).toBe(404);
    expect((await bench.ask(key, { input: "And?", previous_response_id: id })).status).toBe(404);
    expect(await bench.database().client.run.count({ where: { id: `run_${id.slice(5, 37)}` } })).toBe(1);
  });

  it("E15 is the same for a request that comes again with its idempotency key", async () => {
    const key = await bench.key();
    const ask = () =>
      bench.send(key, "", { json: { model: "scripted/one", input: "Once?" }, headers: { "idempotency-key": "k1" } });
    const first = ask();
    (await next()).answer("Hm.", "Once.");
    const one = await (await first).json();
    expect(await (await ask()).json()).toEqual(one);
    expect(bench.models().count()).toBe(1);
  });

  it("is told in headers that nothing collects, and refuses what it is not", async () => {
    const key = await bench.key();
    const streaming = bench.send(key, "", { json: { model: "scripted/one", input: "Hi", stream: true } });
    (await next()).answer("Hm.", "Yes.");
    const { headers, body } = await streaming;
    expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(headers.get("cache-control")).toContain("no-transform");
    await body?.cancel();
    const { id } = await answered(key, { input: "There?" });
    const deleting = await bench.send(key, `/${id}`, { method: "DELETE" });
    expect([deleting.status, deleting.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    expect((await bench.get("sk-wrong", `/${id}`)).status).toBe(401);
    expect((await bench.ask(key, { input: "Hi", model: "no/model" })).status).toBe(404);
  });
});
