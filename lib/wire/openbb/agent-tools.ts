/** Owns: tools of servers that Workspace is connected to, each offered to the model under a name of its own. Pure. */
import type { ClientTool } from "#lib/reasoning/brief.ts";
import { type Fit, isRecord } from "./function-fit.ts";
import type { QueryRequest } from "./query-request.ts";
import { cutText, oneLine } from "./shorten.ts";

type AgentTool = QueryRequest["tools"][number];

export interface NamedTool {
  /** Letters, digits, `_` and `-`, at most 64; each once. */
  name: string;
  tool: AgentTool;
}

const mostTools = 100;
const longestName = 64;

/** In the order in which they came. */
export function nameTools(tools: readonly AgentTool[]): NamedTool[] {
  const taken = new Set<string>();
  return tools.slice(0, mostTools).map((tool) => {
    const plain = `workspace_${tool.name.replace(/[^A-Za-z0-9_-]+/g, "_")}`;
    let name = plain.slice(0, longestName);
    for (let number = 2; taken.has(name); number++) name = `${plain.slice(0, longestName - 4)}_${number}`;
    taken.add(name);
    return { name, tool };
  });
}

export function agentTools(named: readonly NamedTool[]): ClientTool[] {
  return named.map(({ name, tool }) => ({
    name,
    description: cutText(tool.description ?? `The tool ${tool.name} of the server ${tool.server_id ?? "unknown"}.`, 4000),
    inputSchema: { ...tool.input_schema, type: "object", properties: propertiesOf(tool.input_schema) },
  }));
}

function propertiesOf(schema: AgentTool["input_schema"]): Record<string, unknown> {
  return isRecord(schema?.properties) ? schema.properties : {};
}

export function fitAgentTool({ tool }: NamedTool, args: unknown): Fit {
  if (!isRecord(args)) return { fault: "The arguments must be an object." };
  const required = Array.isArray(tool.input_schema?.required) ? tool.input_schema.required : [];
  const missing = required.filter((name) => typeof name === "string" && args[name] === undefined);
  if (missing.length > 0) return { fault: `Missing: ${missing.join(", ")}.` };
  const call = { server_id: tool.server_id ?? "", tool_name: tool.name };
  const about = `Asking OpenBB Workspace to use ${oneLine(tool.name, 120)}.`;
  const echo = { ...call, tool_args: args, summary: about };
  return { fitting: { function: "execute_agent_tool", input_arguments: { ...call, parameters: args }, about, echo } };
}
