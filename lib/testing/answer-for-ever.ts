/**
 * A process to be killed: opens the database at the address given as JSON and answers three turns at a time, one after the other
 * without end, each with a thought and a text of random lengths. Watches every run as a reader would and prints a line of JSON
 * for every event it was shown.
 */
import { newId } from "#lib/core/id.ts";
import { openDatabase } from "#lib/db/client.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { engine } from "#lib/runs/engine.ts";
import { startRun } from "#lib/runs/start.ts";
import { openWatch } from "#lib/runs/watch.ts";
import { scriptModels } from "./scripted-models.ts";

const database = await openDatabase(JSON.parse(process.argv[2] ?? ""));
scriptModels();
engine().models.streamStep = async function* ({ step, nextPartId, effort }) {
  yield { type: "step-start", step, effortSent: effort };
  for (const kind of ["reasoning", "text"] as const) {
    const partId = nextPartId();
    yield kind === "reasoning" ? { type: "reasoning-start", partId, form: "full" } : { type: "text-start", partId };
    for (let left = Math.ceil(Math.random() * 60); left > 0; left--) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      yield { type: `${kind}-delta`, partId, delta: `${kind} ${left} ` };
    }
    yield { type: `${kind}-end`, partId };
  }
  yield { type: "step-end", step, finish: "stop", usage: unknownUsage };
  return { finish: "stop", usage: unknownUsage, error: null, effortSent: effort };
};

const viewer = { userId: database.localOwnerId };
async function answerForEver(): Promise<never> {
  for (;;) {
    const { runId } = await startRun(viewer, { clientRequestId: newId("request"), text: "Think." });
    for await (const batch of await openWatch(viewer, runId, { after: 0, signal: new AbortController().signal })) {
      if (batch !== "silence") for (const event of batch) console.log(JSON.stringify(event));
    }
  }
}
await Promise.all([answerForEver(), answerForEver(), answerForEver()]);
