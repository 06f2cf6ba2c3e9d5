/**
 * A tool server over standard input and output that misbehaves as its first argument says: `fair` does not, `mute` never answers,
 * `dies` ends at once with words, `clings` ends neither when it is asked to nor when nobody listens any more. Run by Node.
 */
import { createInterface } from "node:readline";

const manner = process.argv[2] ?? "fair";
if (manner === "dies") {
  console.error(`The key ${process.env.KEY} was refused by ${process.argv[3]}`);
  process.exit(1);
}
if (manner === "clings") {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => undefined);
  setInterval(() => undefined, 1_000);
}

interface Message {
  id?: number;
  method: string;
  params?: { name?: string };
}

const tools = ["pid", "die", "hang"].map((name) => ({ name, inputSchema: { type: "object" } }));

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as Message;
  if (manner === "mute" || message.id === undefined) continue;
  const reply = answer(message);
  if (reply !== null) process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id: message.id, ...reply })}\n`);
}

function answer({ method, params }: Message): object | null {
  if (method === "initialize") {
    const serverInfo = { name: "stdio", version: "1" };
    return { result: { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo } };
  }
  if (method === "ping") return { result: {} };
  if (method === "tools/list") return { result: { tools } };
  if (method !== "tools/call") return { error: { code: -32601, message: "Method not found" } };
  if (params?.name === "die") {
    console.error(`Dying with the key ${process.env.KEY}`);
    process.exit(1);
  }
  return params?.name === "hang" ? null : { result: { content: [{ type: "text", text: String(process.pid) }] } };
}
