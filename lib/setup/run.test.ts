import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { run } from "./run.mjs";

const server = `process.on("SIGTERM", () => { console.log("told to end"); process.exit(0); });
setTimeout(() => process.exit(3), 20_000);
console.log("up");`;
// The parent is read before anything is printed: the first line may be the parent's end.
// What misses its sign ends by itself; left over, it would hold the pipes of whoever waits for the tests.
const script = `import { hand } from ${JSON.stringify(new URL("./run.mjs", import.meta.url).href)};
const parent = process.ppid;
setTimeout(() => process.exit(3), 20_000);
const begin = () => hand(process.execPath, ["-e", ${JSON.stringify(server)}]);
if (process.env.WHEN === "at once") begin();
else {
  console.log("setting up");
  setInterval(function () { if (process.ppid !== parent) { clearInterval(this); begin(); } }, 10);
}`;

/** All it prints until nobody holds its end of the pipe any more, so until the server is gone. */
async function startAndEndShell(when: string, sign: string): Promise<string> {
  const env = { ...process.env, npm_lifecycle_event: "start", NODE_BINARY: process.execPath, SCRIPT: script, WHEN: when };
  // The second command keeps the shell from making way for the first one.
  const args = ["-c", '"$NODE_BINARY" --input-type=module -e "$SCRIPT"; true'];
  const shell = spawn("sh", args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  shell.stdout.on("data", (chunk) => {
    output += chunk;
    if (String(chunk).includes(sign)) shell.kill("SIGTERM");
  });
  await new Promise((closed) => shell.on("close", closed));
  return output;
}

describe("a server started by npm", () => {
  it("ends in order when the shell before it is ended alone", async () => {
    expect(await startAndEndShell("at once", "up")).toBe("up\ntold to end\n");
  });

  it("does not stay when the shell was ended while things were set up", async () => {
    expect(await startAndEndShell("after set-up", "setting up")).toMatch(/^setting up\n(up\n)?(told to end\n)?$/);
  });
});

describe("a program with a time limit", () => {
  const inner = `const { spawn } = require("node:child_process");
spawn(process.execPath, ["-e", "setTimeout(() => {}, 20_000)"], { stdio: "inherit" });`;

  it("ends together with what it started", async () => {
    const { code } = await run(process.execPath, ["-e", `${inner} setTimeout(() => {}, 20_000)`], { timeoutMs: 500 });
    expect(code).toBe(1);
  });

  it("leaves nothing behind that holds the pipes", async () => {
    const { code } = await run(process.execPath, ["-e", `${inner} process.exit(0)`], { timeoutMs: 15_000 });
    expect(code).toBe(0);
  });
});
