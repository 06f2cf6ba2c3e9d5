/** Owns: a server's tool as one of ours. Pure: whoever calls the server is handed in. */
import type { CallToolResult } from "@modelcontextprotocol/client";
import type { ToolEffect } from "#lib/reasoning/tool-shown.ts";
import { withoutInvisible } from "#lib/tools/net/quote-foreign.ts";
import type { Tool, ToolContext } from "#lib/tools/tool.ts";
import { type Args, argsOf } from "./check-args.ts";
import type { ListedTool } from "./listed-tool.ts";
import { outputOf } from "./show-result.ts";
import { toolNameOf } from "./tool-name.ts";

/** `name` is the server's own. Throws ToolFailure when the server cannot be asked, or does not answer. */
export type CallServer = (name: string, args: Args, context: ToolContext) => Promise<CallToolResult>;

/** How long a tool may take. */
export const callTimeoutMs = 120_000;
const mostTitleCharacters = 80;
const mostPurposeCharacters = 160;

export function adaptTool(server: { id: string; name: string }, listed: ListedTool, call: CallServer): Tool<Args> {
  return {
    name: toolNameOf(server.id, listed.name),
    title: oneLine(listed.title ?? listed.name, mostTitleCharacters) || "A tool without a name",
    purpose: oneLine(listed.description, mostPurposeCharacters) || "Its server does not say what it does.",
    description: withoutInvisible(listed.description) || withoutInvisible(listed.title ?? ""),
    input: argsOf(listed.inputSchema),
    inputSchema: listed.inputSchema,
    effect: effectOf(listed.annotations),
    timeoutMs: callTimeoutMs,
    server,
    say: sayArgs,
    run: async (args, context) => outputOf(await call(listed.name, args, context), context),
  };
}

/**
 * What a server says of its tool is believed where a person has agreed to it, and only if nothing it says speaks against it.
 * A tool that changes something is never one that may run unasked, however often it may be repeated.
 */
export function effectOf({ readOnlyHint, destructiveHint }: ListedTool["annotations"]): ToolEffect {
  return readOnlyHint === true && destructiveHint !== true ? "read-only" : "with-effect";
}

/** `path: notes.txt, lines: 3` */
function sayArgs(args: Args): string {
  const said = Object.entries(args).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `${oneLine(name, 40)}: ${oneLine(text ?? "", 80)}`;
  });
  return said.length === 0 ? "without arguments" : oneLine(said.join(", "), 160);
}

function oneLine(text: string, most: number): string {
  const line = withoutInvisible(text.slice(0, most * 4))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line.toWellFormed();
}
