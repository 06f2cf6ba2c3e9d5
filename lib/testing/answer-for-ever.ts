/**
 * A process to be killed: opens the database at the `address` given in JSON and answers three turns at a time, one after the other
 * without end, each with a thought and a text of random lengths. About every second reader wants the answer now. Watches every
 * run as a reader would and prints a line of JSON for every event it was shown. With `hasTools`, most of them call tools too.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "#lib/core/id.ts";
import { openDatabase } from "#lib/db/client.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { answerNow } from "#lib/runs/control.ts";
import { engine } from "#lib/runs/engine.ts";
import { startRun } from "#lib/runs/start.ts";
import { openWatch } from "#lib/runs/watch.ts";
import { scriptModels } from "./scripted-models.ts";
import { aTool, scriptTools } from "./scripted-tools.ts";

const slowTool = aTool({
  run: async (_, { write }) => {
    await sleep(Math.random() * 20);
    write("on ");
    await sleep(Math.random() * 20);
    return { result: "x".repeat(Math.random() * 99_999) };
  },
});

const { address, hasTools } = JSON.parse(process.argv[2] ?? "");
const database = await openDatabase(address);
scriptModels();
const scripted = scriptTools();
if (hasTools) scripted.offer(slowTool);
engine().models.streamStep = async function* ({ step, nextPartId, claimCallId, tools, effort, prompt, cutThinking }) {
  yield { type: "step-start", step, effortSent: effort };
  const { sent } = prompt({ withSeals: true });
  if (sent.length > 0) yield { type: "sent-back", step, thoughts: sent };
  let unfinishedThought = "";
  let isCut = false;
  const calls = tools.length > 0 && step < 4 ? Math.floor(Math.random() * 4) : 0;
  for (const kind of step === 1 ? (["reasoning", "text"] as const) : (["text"] as const)) {
    if (kind === "text" && calls > 0) continue;
    const partId = nextPartId();
    yield kind === "reasoning" ? { type: "reasoning-start", partId, form: "full" } : { type: "text-start", partId };
    for (let left = Math.ceil(Math.random() * 60); left > 0 && !isCut; left--) {
      await sleep(1);
      const delta = `${kind} ${left} `;
      if (kind === "reasoning") unfinishedThought += delta;
      yield { type: `${kind}-delta`, partId, delta };
      isCut = kind === "reasoning" && cutThinking?.aborted === true;
    }
    if (isCut) {
      yield { type: "status", level: "info", code: "answer-now", message: "The thinking was cut." };
      yield { type: "reasoning-end", partId, isCut: true };
      break;
    }
    yield { type: `${kind}-end`, partId };
  }
  for (let index = 0; index < calls && !isCut; index++) {
    const [partId, callId] = [nextPartId(), claimCallId?.("again") ?? ""];
    yield { type: "tool-input-start", partId, callId, name: "echo" };
    yield { type: "tool-input-delta", partId, delta: "{}" };
    await sleep(1);
    yield { type: "tool-call", partId, callId, name: "echo", args: {} };
  }
  const finish = isCut ? "aborted" : calls > 0 ? "tool-calls" : "stop";
  yield { type: "step-end", step, finish, usage: unknownUsage };
  return { finish, usage: unknownUsage, error: null, effortSent: effort, isCut, toolCalls: [], unfinishedThought };
};

const viewer = { userId: database.localOwnerId };
async function answerForEver(): Promise<never> {
  for (;;) {
    const { runId } = await startRun(viewer, { clientRequestId: newId("request"), text: "Think." });
    if (Math.random() < 0.5) void pressAnswerNow(runId);
    for await (const batch of await openWatch(viewer, runId, { after: 0, signal: new AbortController().signal })) {
      if (batch !== "silence") for (const event of batch) console.log(JSON.stringify(event));
    }
  }
}

async function pressAnswerNow(runId: string): Promise<void> {
  await sleep(Math.random() * 60);
  // Refused where the answer has begun: then there was nothing to cut.
  await answerNow(viewer, runId).catch(() => {});
}
await Promise.all([answerForEver(), answerForEver(), answerForEver()]);
