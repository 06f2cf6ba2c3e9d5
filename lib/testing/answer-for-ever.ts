/**
 * A process to be killed: opens the database at the address given as JSON and answers three turns at a time, one after the other
 * without end, each with a thought and a text of random lengths. About every second reader wants the answer now. Watches every
 * run as a reader would and prints a line of JSON for every event it was shown.
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
import { scriptTools } from "./scripted-tools.ts";

const database = await openDatabase(JSON.parse(process.argv[2] ?? ""));
scriptModels();
scriptTools();
engine().models.streamStep = async function* ({ step, nextPartId, effort, prompt, cutThinking }) {
  yield { type: "step-start", step, effortSent: effort };
  const { sent } = prompt({ withSeals: true });
  if (sent.length > 0) yield { type: "sent-back", step, thoughts: sent };
  let unfinishedThought = "";
  let isCut = false;
  for (const kind of step === 1 ? (["reasoning", "text"] as const) : (["text"] as const)) {
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
  const finish = isCut ? "aborted" : "stop";
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
