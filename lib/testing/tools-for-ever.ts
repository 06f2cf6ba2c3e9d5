/**
 * A process to be killed: opens the database at the address given as JSON and runs one turn whose model calls a tool that
 * `how` says: `hang` never comes to an end, `ask` has to be allowed first, `hand` is run by whoever asked. Every run of the tool adds a line to the file `mark`.
 * Prints a line of JSON for every event that a reader was shown.
 */
import { appendFileSync } from "node:fs";
import { newId } from "#lib/core/id.ts";
import { openDatabase } from "#lib/db/client.ts";
import { startRun } from "#lib/runs/start.ts";
import { openWatch } from "#lib/runs/watch.ts";
import { scriptModels } from "./scripted-models.ts";
import { scriptTools } from "./scripted-tools.ts";
import { markingTool } from "./tool-for-ever.ts";

const { address, how, mark } = JSON.parse(process.argv[2] ?? "");
const database = await openDatabase(address);
const models = scriptModels();
const tools = scriptTools();
if (how !== "hand") tools.offer(markingTool(how, (word) => appendFileSync(mark, `${word}\n`)));
const brief = { tools: [{ name: "mark", description: "Marks.", inputSchema: { type: "object" } }] };
const viewer = { userId: database.localOwnerId };
const { runId } = await startRun(
  viewer,
  { clientRequestId: newId("request"), text: "Mark it." },
  how === "hand" ? { brief } : {},
);
const call = await models.nextCall();
call.call({ name: "mark", args: { word: "once" }, callId: "call_a" });
for await (const batch of await openWatch(viewer, runId, { after: 0, signal: new AbortController().signal })) {
  if (batch !== "silence") for (const event of batch) console.log(JSON.stringify(event));
}
