/**
 * A process to be killed: opens the database at the address given as JSON, starts a run whose model thinks without end, watches
 * it as a reader would, and prints a line of JSON for the run and one for every event it was shown.
 */
import { newId } from "#lib/core/id.ts";
import { openDatabase } from "#lib/db/client.ts";
import { engine } from "#lib/runs/engine.ts";
import { startRun } from "#lib/runs/start.ts";
import { openWatch } from "#lib/runs/watch.ts";
import { scriptModels } from "./scripted-models.ts";

const database = await openDatabase(JSON.parse(process.argv[2] ?? ""));
scriptModels();
engine().models.streamStep = async function* ({ step, nextPartId }) {
  yield { type: "step-start", step, effortSent: null };
  for (;;) {
    const partId = nextPartId();
    yield { type: "reasoning-start", partId, form: "full" };
    for (let word = 0; word < 20; word++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      yield { type: "reasoning-delta", partId, delta: `thought ${word} ` };
    }
    yield { type: "reasoning-end", partId };
  }
};
const viewer = { userId: database.localOwnerId };
const { runId } = await startRun(viewer, { clientRequestId: newId("request"), text: "Think." });
console.log(JSON.stringify({ runId }));
for await (const batch of await openWatch(viewer, runId, { after: 0, signal: new AbortController().signal })) {
  if (batch !== "silence") for (const event of batch) console.log(JSON.stringify(event));
}
