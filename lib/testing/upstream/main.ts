/** The scripted provider as a process of its own: `node lib/testing/upstream/main.ts --port 4100`. */
import { parseArgs } from "node:util";
import { startUpstream } from "../upstream.ts";

const { values } = parseArgs({ options: { port: { type: "string" }, key: { type: "string" } } });
const upstream = await startUpstream({
  ...(values.port && { port: Number(values.port) }),
  ...(values.key && { key: values.key }),
});
console.log(`upstream ${upstream.url}`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void upstream.close().then(() => process.exit(0)));
