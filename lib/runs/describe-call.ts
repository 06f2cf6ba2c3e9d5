import { logIncident } from "#lib/core/log.ts";
import type { ToolCall } from "#lib/reasoning/tool-event.ts";
import { checkInput } from "#lib/tools/check-input.ts";
import { toolNamed } from "#lib/tools/schema.ts";
import { shortenText } from "#lib/tools/shorten.ts";
import type { AnyTool } from "#lib/tools/tool.ts";

const longestPurpose = 300;

/** What a call is told apart by: our own tools, and the names of those of whoever asked, which come first. */
export interface KnownTools {
  tools: readonly AnyTool[];
  theirs: ReadonlySet<string>;
}

/** The call with what a person is told of it: its tool, and what it is for in one line where its arguments fit. */
export async function describeCall(call: ToolCall, { tools, theirs }: KnownTools): Promise<ToolCall> {
  if (theirs.has(call.name)) return { ...call, isClients: true };
  const tool = toolNamed(tools, call.name);
  if (tool === null) return call;
  const { title, effect, server } = tool;
  const purpose = await purposeOf(tool, call.args);
  return { ...call, title, effect, ...(purpose !== null && { purpose }), ...(server && { server: server.name }) };
}

async function purposeOf(tool: AnyTool, args: unknown): Promise<string | null> {
  try {
    const checked = await checkInput(tool, args);
    if (checked.problem !== null) return null;
    return shortenText(tool.say(checked.input as never).toWellFormed(), longestPurpose);
  } catch (error) {
    logIncident({ during: `describing a call of ${tool.name}`, error });
    return null;
  }
}
