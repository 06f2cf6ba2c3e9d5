/** Owns: tools a test makes, in place of those of the run engine, and what a person has allowed. */
import { z } from "zod";
import { engine } from "#lib/runs/engine.ts";
import { hashOf } from "#lib/toolbox/grants.ts";
import type { AnyTool, Tool } from "#lib/tools/tool.ts";

export interface ScriptedTools {
  /** From now on these are all there are. */
  offer(...tools: AnyTool[]): void;
  restore(): void;
}

/** Replaces the tools of the run engine, until `restore`, by none. */
export function scriptTools(): ScriptedTools {
  const before = engine().tools;
  const granted = new Set<string>();
  let offered: AnyTool[] = [];
  const keyOf = (tool: AnyTool, where: string) => `${hashOf(tool)} ${where}`;
  engine().tools = {
    toolsOf: async () => offered,
    isGranted: async (_viewer, tool, conversationId) =>
      granted.has(keyOf(tool, conversationId)) || granted.has(keyOf(tool, "everywhere")),
    grant: async (_viewer, tool, scope, conversationId) => {
      granted.add(keyOf(tool, scope === "always" ? "everywhere" : conversationId));
    },
  };
  return {
    offer: (...tools) => {
      offered = tools;
    },
    restore: () => {
      engine().tools = before;
    },
  };
}

const input = z.object({ word: z.string().optional() }).loose();
export type WordTool = Tool<z.infer<typeof input>>;

/** A tool that takes a word and says it again; say only what the test is about. */
export function aTool(tool: Partial<WordTool> = {}): AnyTool {
  const whole: WordTool = {
    name: "echo",
    title: "Echo",
    purpose: "Says a word again",
    description: "Says a word again.",
    input,
    inputSchema: { type: "object", properties: { word: { type: "string" } } },
    effect: "read-only",
    timeoutMs: 10_000,
    server: null,
    say: ({ word }) => `Say ${word ?? "nothing"}`,
    run: async ({ word }) => ({ result: word ?? null }),
    ...tool,
  };
  return whole;
}
