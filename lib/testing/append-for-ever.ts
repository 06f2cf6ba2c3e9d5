/**
 * A process to be killed: opens the database at the address given as JSON, makes a run, and appends one event after the other,
 * printing a line of JSON for the run and one for every number that was acknowledged.
 */
import { open } from "#lib/db/open.ts";
import { deltas, storeRun } from "./stored-run.ts";

const database = await open(JSON.parse(process.argv[2] ?? ""));
const runId = await storeRun(database);
console.log(JSON.stringify({ runId }));
for (let seq = 1; ; seq++) {
  const lost = await database.log.append([{ runId, epoch: 1, events: deltas(runId, seq, [`event ${seq}`]) }]);
  if (lost.size > 0) throw new Error(`Lost at ${seq}.`);
  console.log(JSON.stringify({ seq }));
}
