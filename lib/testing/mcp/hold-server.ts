/** A process that starts a tool server which clings to life, prints its process id, and ends when it is asked to. Run by Node. */
import { linkTo } from "#lib/toolbox/mcp/pool.ts";
import { stdioServer } from "./reference-servers.ts";

process.on("SIGTERM", () => process.exit(0));
const seat = {
  key: "stdio/held",
  tokens: null,
  config: { id: "held", name: "Held", from: "file", reach: stdioServer("clings") },
} as const;
const state = await linkTo(seat, 20_000);
if (state.kind !== "ready") throw new Error("The server did not start.");
const hooks = { signal: new AbortController().signal, timeoutMs: 10_000, progress: () => undefined, write: () => undefined };
const outcome = await state.link.call("pid", {}, hooks);
process.stdout.write(`${JSON.stringify(outcome)}\n`);
setInterval(() => undefined, 1_000);
