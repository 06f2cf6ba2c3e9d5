import { describe, expect, it, vi } from "vitest";
import { ofRun, stepsIn, withChatSockets } from "#lib/testing/chat-sockets.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { allLines } from "./session.ts";

const complete = "reasoning_complete";
const untilLines = (count: number) => vi.waitFor(() => expect(allLines()).toHaveLength(count), { timeout: 10_000 });

describe("a line", () => {
  const bench = withChatSockets("sqlite", { heartbeatMs: 40, staleMs: 300, mostBuffered: 64 * 1024, stuckMs: 300 });

  it("gives signs of life, of the protocol and of version 1, and lasts while the client is there", async () => {
    const client = await bench.connect();
    const many = Promise.withResolvers<void>();
    let pings = 0;
    client.socket.on("ping", () => {
      pings += 1;
      if (pings === 12) many.resolve();
    });
    await client.next("ping");
    // By then it would have been given up.
    await many.promise;
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it("is given up when nothing was heard of the client for long, and its run goes on", async () => {
    const client = await bench.connect("chat/one", { origin: bench.origin(), autoPong: false });
    client.say("chat", { message: "Well?" });
    const call = await bench.models().nextCall();
    const { run_id: runId = "" } = await client.next("reasoning_start");
    expect(await client.closed).toMatchObject({ code: 1006 });
    call.answer("", "Done.");
    await bench.ended(runId);
    expect(await bench.row(runId)).toMatchObject({ status: "completed" });
  });

  it("ends with 1009 for a message that is too large, and with 1007 for one that is no text", async () => {
    const large = await bench.connect();
    large.say("chat", { message: "a".repeat(64 * 1024) });
    expect(await large.closed).toMatchObject({ code: 1009 });
    const garbled = await bench.connect();
    garbled.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await garbled.closed).toMatchObject({ code: 1007 });
    expect(bench.models().count()).toBe(0);
  });

  it("is told of a restart, once what it reads has come to its end", async () => {
    const client = await bench.connect();
    client.say("chat", { message: "Well?" });
    const call = await bench.models().nextCall();
    await client.next("reasoning_start");
    const ended = bench.sockets().end(5_000);
    const late = bench.open("chat/late");
    expect(await late.closed).toMatchObject({ code: 1001 });
    call.answer("", "Done.");
    await ended;
    expect(await client.closed).toMatchObject({ code: 1001 });
    expect(ofRun(client.messages).at(-1)).toMatchObject({ type: complete });
  });
});

describe("a line with a slow reader", () => {
  const bench = withChatSockets("sqlite", { heartbeatMs: 60_000, staleMs: 120_000, mostBuffered: 64 * 1024, stuckMs: 200 });

  it("is dropped with 1013, holds little meanwhile, slows nobody, and is resumed from its number", async () => {
    const [slow, quick] = [await bench.connect("chat/slow"), await bench.connect("chat/slow")];
    quick.say("chat", { message: "Well?", stream: "token" });
    const call = await bench.models().nextCall();
    await slow.next("reasoning_start");
    slow.socket.pause();
    const before = process.memoryUsage().external;
    const partId = call.nextPartId();
    call.send({ type: "text-start", partId });
    // More than the system itself holds for a reader.
    for (let at = 0; at < 240; at += 1) call.send({ type: "text-delta", partId, delta: "0123456789abcdef".repeat(2048) });
    call.send({ type: "text-end", partId });
    call.finish("stop");
    const end = await quick.next(complete);
    expect(end).toMatchObject({ reason: "stop" });
    expect(process.memoryUsage().external - before).toBeLessThan(64 * 1024 * 1024);
    await untilLines(1);
    slow.socket.resume();
    expect((await slow.closed).code).toBe(1013);
    const had = ofRun(slow.messages);
    expect(had.length).toBeLessThan(ofRun(quick.messages).length);
    const back = await bench.connect("chat/slow");
    back.say("resume", { run_id: end.run_id, last_seq: had.at(-1)?.seq });
    await back.next(complete);
    expect([...had, ...ofRun(back.messages)]).toEqual(ofRun(quick.messages));
  });

  it("of answers that nobody reads is dropped too", async () => {
    const client = await bench.connect("chat/rude");
    client.socket.pause();
    const timestamp = "x".repeat(100);
    for (let at = 0; at < 60_000; at += 1) client.say("ping", { timestamp });
    await untilLines(0);
    client.socket.resume();
    expect([1006, 1013]).toContain((await client.closed).code);
  });

  it("that is only behind for a moment loses nothing", async () => {
    const client = await bench.connect("chat/moment");
    client.say("chat", { message: "Well?" });
    const call = await bench.models().nextCall();
    const { run_id = "" } = await client.next("reasoning_start");
    client.socket.pause();
    call.send(...part("reasoning", call.nextPartId(), "I think."));
    call.answer("", "Done.");
    await bench.ended(run_id);
    client.socket.resume();
    expect(await client.next(complete)).toMatchObject({ reason: "stop" });
    expect(stepsIn(client.messages)).toEqual([
      ["thought", "I think."],
      ["final_answer", "Done."],
    ]);
  });
});
