import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { methods } from "#lib/http/methods.ts";
import { publicRoute } from "#lib/http/route.ts";
import { isDraining } from "#lib/runs/drain.ts";
import { workerHealth } from "#lib/runs/worker.ts";
import about from "../../../package.json" with { type: "json" };

/** Whether this process can take work: 200 when it can, 503 while it is ending or something it needs is not there. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: publicRoute(async () => {
    const state = await databaseState();
    const worker = workerHealth();
    const isWell = state === "ok";
    const status = isDraining() ? "draining" : isWell ? "ok" : "degraded";
    return Response.json({ status, database: state, worker, version: about.version }, { status: status === "ok" ? 200 : 503 });
  }),
});

async function databaseState(): Promise<"ok" | "failed"> {
  try {
    await database().ping();
    return "ok";
  } catch (error) {
    logIncident({ during: "health", error });
    return "failed";
  }
}
