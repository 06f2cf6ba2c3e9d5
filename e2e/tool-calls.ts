/** Owns: scripted models that call tools, and a tool server whose tools change something and so ask first. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { Action, Scenario } from "#lib/testing/upstream/scenario.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import type { Application } from "./application.ts";
import { panel } from "./page.ts";

export interface Call {
  name: string;
  args: object;
}

let calls = 0;

export function callOf({ name, args }: Call): Action {
  calls += 1;
  return { kind: "tool", id: `call_${calls}`, name, args: JSON.stringify(args) };
}

const toolsWanted: Action = { kind: "finish", reason: "tool-calls", usage: "count" };

/** Thinks, makes the calls of one round after the other, those of one round side by side, and then answers. */
export function calling(rounds: Call[][], answer = "That is all."): Scenario {
  return ({ earlier }) => {
    const round = rounds[earlier];
    if (!round) return [{ kind: "text", text: answer }, stop];
    return [{ kind: "thought", text: "I need a tool for this." }, ...round.map(callOf), toolsWanted];
  };
}

export const javascript = (code: string): Call => ({ name: "run_javascript", args: { code } });

/** A folder that the model may read unasked and change when allowed. */
export interface Files {
  folder: string;
  read(name: string): string;
  write(name: string, content?: string): Call;
}

/** Connects the application to the reference server for files, as its owner would, and agrees to its tools. */
export async function connectFiles(application: Application, request: APIRequestContext): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), "aloud-e2e-files-"));
  const program = join(import.meta.dirname, "../node_modules/@modelcontextprotocol/server-filesystem/dist/index.js");
  const mcpServers = { files: { command: process.execPath, args: [program, folder] } };
  writeFileSync(join(application.dataDir, "mcp.json"), JSON.stringify({ mcpServers }));
  await expect
    .poll(async () => (await request.post(`${application.url}/api/mcp/files/agree`, { data: {} })).status(), { timeout: 20_000 })
    .toBe(200);
  return {
    folder,
    read: (name) => readFileSync(join(folder, name), "utf8"),
    write: (name, content = "A note.") => ({ name: "files__write_file", args: { path: join(folder, name), content } }),
  };
}

/** The question whether a tool may run. */
export const question = (page: Page) => panel(page).getByRole("group", { name: /^files · / });
