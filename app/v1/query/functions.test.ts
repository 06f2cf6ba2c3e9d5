import { describe, expect, it } from "vitest";
import { toldBy, withOpenbbServer, workspaceOptions } from "#lib/testing/openbb-server.ts";
import { answerText, priceTarget, searchFiles, statusesOf, yieldCurve } from "#lib/testing/openbb-stories.ts";
import { part } from "#lib/testing/scripted-models.ts";

const bench = withOpenbbServer();

const widgets = { primary: [yieldCurve], secondary: [priceTarget], extra: [] };
const data = (content: string) => ({ items: [{ content, data_format: { data_type: "object" } }] });
const wants = (widget: string) => ({ name: "get_widget_data", args: { data_sources: [{ widget }] } });

describe("data of widgets", () => {
  it("is fetched by Workspace, and the same run goes on with it", async () => {
    const chat = await bench.openChat({ widgets });
    chat.ask("What is the yield?");
    const first = chat.send();
    const step = await bench.models().nextCall();
    expect(step.tools.map(({ name }) => name)).toContain("get_widget_data");
    step.send(...part("text", "p50", "Let me look."));
    step.call(wants(yieldCurve.uuid));
    const { events, call } = await first;
    expect(events.slice(-3).map(({ event }) => event)).toEqual([
      "copilotMessageChunk",
      "copilotStatusUpdate",
      "copilotFunctionCall",
    ]);
    expect(statusesOf(events)).not.toContain("INFO Answering complete!");
    if (!call) throw new Error("There is no call.");

    chat.ran(call, [data('[{"rate":4.4}]')]);
    const second = chat.send();
    const next = await bench.models().nextCall();
    expect(next.messages.at(-1)).toMatchObject({ role: "tool", result: '[{"rate":4.4}]', isError: false });
    next.answer("Good.", " It is 4.4.");
    const { events: rest } = await second;
    expect(statusesOf(rest)[0]).toBe("INFO Going on with the answer...");
    expect(statusesOf(rest).at(-1)).toBe("INFO Answering complete!");
    const cited = rest.flatMap(({ event, data: each }) => (event === "copilotCitationCollection" ? each.citations : []));
    expect(cited).toMatchObject([{ source_info: { type: "widget", name: "Yield Curve" } }]);
    expect(await bench.runs()).toMatchObject([{ status: "completed" }]);

    chat.ask("And now?");
    const third = chat.send();
    (await bench.models().nextCall()).answer("Hm.", "The same.");
    await third;
    const all = await bench.runs();
    expect(all.map(({ turn }) => turn.parentRunId)).toEqual([null, all[0]?.id]);
  });

  it("of several calls is asked for one function after the other, before the model goes on", async () => {
    const chat = await bench.openChat({ widgets, tools: [searchFiles] });
    chat.ask("Compare");
    const first = chat.send();
    (await bench.models().nextCall()).call(
      wants(yieldCurve.uuid),
      { name: "workspace_files_search", args: { query: "rates" } },
      wants("Price Target"),
      wants("Moon phases"),
    );
    const fetching = (await first).call;
    expect(fetching).toMatchObject({ input_arguments: { data_sources: [{ id: "yield_curve" }, { id: "price_target" }] } });
    if (!fetching) throw new Error("There is no call.");
    chat.ran(fetching, [data("yields"), data("targets")]);

    const { events, call: searching } = await chat.send();
    expect(events.map(({ event }) => event)).toEqual(["copilotStatusUpdate", "copilotFunctionCall"]);
    expect(searching).toMatchObject({ function: "execute_agent_tool", input_arguments: { tool_name: "files_search" } });
    expect(bench.models().count()).toBe(1);
    if (!searching) throw new Error("There is no call.");
    chat.ran(searching, [data("files")]);

    const last = chat.send();
    const next = await bench.models().nextCall();
    const results = next.messages.flatMap((message) =>
      message.role === "tool" ? [[message.name, message.result, message.isError]] : [],
    );
    expect(results).toEqual([
      ["get_widget_data", "yields", false],
      ["workspace_files_search", "files", false],
      ["get_widget_data", "targets", false],
      ["get_widget_data", expect.stringMatching(/There is no one widget "Moon phases"/), true],
    ]);
    next.answer("Good.", "Compared.");
    expect(answerText((await last).events)).toBe("Compared.");
    expect(await bench.runs()).toHaveLength(1);
  });

  it("that Workspace could not fetch is told to the model at once, in the same stream", async () => {
    const chat = await bench.openChat({ widgets });
    chat.ask("What is it?");
    const sending = chat.send();
    (await bench.models().nextCall()).call(wants("Moon phases"));
    const next = await bench.models().nextCall();
    expect(next.messages.at(-1)).toMatchObject({ role: "tool", isError: true });
    next.answer("Then not.", "I cannot tell.");
    const { events, call } = await sending;
    expect(call).toBe(null);
    expect(answerText(events)).toBe("I cannot tell.");
    expect(statusesOf(events).filter((each) => each.includes("Starting"))).toHaveLength(1);
    expect(await bench.runs()).toMatchObject([{ status: "completed" }]);
  });

  it.each([
    ["what leads back to the run is lost", { forgetsState: true }],
    ["the run is gone", { forgetsState: false }],
  ])("is gone on with where %s", async (_why, options) => {
    const chat = await bench.openChat({ widgets });
    chat.ask("What is the yield?");
    const first = chat.send();
    (await bench.models().nextCall()).call(wants(yieldCurve.uuid));
    const { call } = await first;
    if (!call) throw new Error("There is no call.");
    if (!options.forgetsState) await bench.database().client.conversation.deleteMany();
    chat.ran(call, [data("4.4")], options);
    const second = chat.send();
    const next = await bench.models().nextCall();
    expect(next.messages.slice(-2)).toMatchObject([{ role: "assistant" }, { role: "tool", result: "4.4" }]);
    next.answer("Good.", "It is 4.4.");
    expect(answerText((await second).events)).toBe("It is 4.4.");
  });

  it("stays with the key that asked for it", async () => {
    const chat = await bench.openChat({ widgets });
    chat.ask("What is the yield?");
    const first = chat.send();
    (await bench.models().nextCall()).call(wants(yieldCurve.uuid));
    const { call } = await first;
    if (!call) throw new Error("There is no call.");
    chat.ran(call, [data("4.4")]);
    const asking = bench.post({ messages: chat.messages(), workspace_options: workspaceOptions, widgets });
    const next = await bench.models().nextCall();
    next.answer("", "Another run.");
    await toldBy(await asking);
    const [mine, other] = await bench.runs();
    expect(mine?.status).toBe("waiting");
    expect(other?.conversationId).not.toBe(mine?.conversationId);
  });

  it("keeps the skill that was chosen with the question, which Workspace does not say again", async () => {
    const chat = await bench.openChat({
      widgets,
      selected_skills: [{ slug: "short", contentMarkdown: "Answer in one line." }],
    });
    chat.ask("/skill:short What is the yield?");
    const first = chat.send();
    (await bench.models().nextCall()).call(wants(yieldCurve.uuid));
    const { call } = await first;
    if (!call) throw new Error("There is no call.");
    chat.ran(call, [data("4.4")]);
    const asking = bench.post(
      { messages: chat.messages(), workspace_options: workspaceOptions, widgets },
      { key: chat.key, headers: { "x-trace-id": "chat-1" } },
    );
    const next = await bench.models().nextCall();
    expect(next.messages[0]).toMatchObject({ role: "system", text: expect.stringContaining("Answer in one line.") });
    next.answer("", "4.4.");
    await toldBy(await asking);
  });
});
