import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";

const server = `process.on("SIGTERM", () => { console.log("told to end"); process.exit(0); });
setInterval(() => {}, 1000);
console.log("up");`;
const script = `import { hand } from ${JSON.stringify(new URL("./run.mjs", import.meta.url).href)};
hand(process.execPath, ["-e", ${JSON.stringify(server)}]);`;

describe("a server started by npm", () => {
  it("ends in order when the shell before it is ended alone", async () => {
    const env = { ...process.env, npm_lifecycle_event: "start", NODE_BINARY: process.execPath, SCRIPT: script };
    // The second command keeps the shell from making way for the first one.
    const args = ["-c", '"$NODE_BINARY" --input-type=module -e "$SCRIPT"; true'];
    const shell = spawn("sh", args, { env, detached: true, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    shell.stdout.on("data", (chunk) => {
      output += chunk;
      if (String(chunk).includes("up")) shell.kill("SIGTERM");
    });
    // Closed once nobody holds the pipe any more, so once the server is gone.
    await new Promise((closed) => shell.on("close", closed));
    expect(output).toBe("up\ntold to end\n");
  });
});
