import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { methods } from "#lib/http/methods.ts";
import { publicRoute } from "#lib/http/route.ts";
import { isDraining } from "#lib/runs/drain.ts";
import { workerHealth } from "#lib/runs/worker.ts";
import about from "../../../package.json" with { type: "json" };

/** Whoever asks wants to know now; a database that is kept busy by another program answers later. */
const patienceMs = 2_000;

/** Whether this process can take work: 200 when it can, 503 while it is ending or something it needs is not there. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: publicRoute(async () => {
    const state = await databaseState();
    const worker = workerHealth();
    const isWell = state === "ok" && worker.unsavedRuns === 0;
    const status = isDraining() ? "draining" : isWell ? "ok" : "degraded";
    return Response.json({ status, database: state, worker, version: about.version }, { status: status === "ok" ? 200 : 503 });
  }),
});

async function databaseState(): Promise<"ok" | "failed"> {
  try {
    await Promise.race([database().ping(), tooLate()]);
    return "ok";
  } catch (error) {
    logIncident({ during: "health", error });
    return "failed";
  }
}

async function tooLate(): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new AppError("storage", { message: "The database does not answer." });
}
