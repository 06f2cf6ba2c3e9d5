/** Tool servers that nobody here wrote, as processes of their own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StdioReach } from "#lib/toolbox/mcp/server-config.ts";
import { freePort } from "../free-port.ts";

const everything = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-everything/dist/index.js"));
const filesystem = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-filesystem/dist/index.js"));

/** As it stands in a configuration file. */
export function everythingOverStdio(env: Record<string, string> = {}): StdioReach {
  return { kind: "stdio", command: process.execPath, args: [everything, "stdio"], env, directory: null };
}

/** `folder`: the one it may see. */
export function filesystemOverStdio(folder: string): StdioReach {
  return { kind: "stdio", command: process.execPath, args: [filesystem, folder], env: {}, directory: null };
}

/** Ours, which misbehaves as asked: see `stdio-server.ts`. */
export function stdioServer(manner: "fair" | "mute" | "dies" | "clings", secret = "", ...more: string[]): StdioReach {
  const script = fileURLToPath(new URL("./stdio-server.ts", import.meta.url));
  return { kind: "stdio", command: process.execPath, args: [script, manner, ...more], env: { KEY: secret }, directory: null };
}

export interface EverythingServer {
  url: string;
  process: ChildProcess;
  /** Kills it as a crash does; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Over streamable HTTP; `port`: where an earlier one was. */
export async function startEverything(port?: number): Promise<EverythingServer> {
  const at = port ?? (await freePort());
  const child = spawn(process.execPath, [everything, "streamableHttp"], {
    env: { ...process.env, PORT: String(at) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface({ input: child.stderr })) if (line.includes("listening")) break;
  child.stderr.resume();
  return {
    url: `http://127.0.0.1:${at}/mcp`,
    process: child,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
