/** Owns: what the model may ask of Workspace in one turn, and making a call of it into a function call. Pure. */
import type { ClientTool } from "#lib/reasoning/brief.ts";
import { agentTools, fitAgentTool, nameTools } from "./agent-tools.ts";
import type { SaidCall } from "./function-call.ts";
import { type Fit, isRecord } from "./function-fit.ts";
import { type KnownWidget, knownWidgets } from "./known-widgets.ts";
import type { QueryRequest } from "./query-request.ts";
import { oneLine } from "./shorten.ts";
import { fitFetch, fitOptions, widgetTools } from "./widget-tools.ts";

export interface Offer {
  widgets: KnownWidget[];
  tools: ClientTool[];
  /** What a call by the name of one of `tools` is to Workspace. */
  fit(name: string, args: unknown): Fit;
  /** A call as Workspace tells it, by the name that the model knows. */
  callOf(said: SaidCall): SaidCall;
}

export function offerOf(request: QueryRequest): Offer {
  const widgets = knownWidgets(request);
  const named = nameTools(request.tools);
  const slugs = request.skills_catalog.map(({ slug }) => slug);
  const skills = slugs.length > 0 ? [skillTool(slugs)] : [];
  return {
    widgets,
    tools: [...widgetTools(widgets), ...skills, ...agentTools(named)],
    callOf(said) {
      if (said.name !== "execute_agent_tool") return said;
      const { server_id: server, tool_name: toolName, parameters } = said.args;
      const meant = named.find(({ tool }) => tool.name === toolName && (tool.server_id ?? "") === (server ?? ""));
      return meant && isRecord(parameters) ? { name: meant.name, args: parameters } : said;
    },
    fit(name, args) {
      switch (name) {
        case "get_widget_data":
        case "get_extra_widget_data":
          return fitFetch(widgets, name, args);
        case "get_params_options":
          return fitOptions(widgets, args);
        case "get_skill_content":
          return fitSkill(slugs, args);
        default: {
          const meant = named.find((each) => each.name === name);
          return meant ? fitAgentTool(meant, args) : { fault: "OpenBB Workspace does not have this any more." };
        }
      }
    },
  };
}

function skillTool(slugs: readonly string[]): ClientTool {
  return {
    name: "get_skill_content",
    description: "Brings the whole instructions of one skill. Use it only when a skill of the list fits the question.",
    inputSchema: {
      type: "object",
      properties: {
        slug: { type: "string", enum: slugs.slice(0, 500), description: "The skill." },
        reason: { type: "string", description: "Why it is needed, in a few words." },
      },
      required: ["slug"],
      additionalProperties: false,
    },
  };
}

function fitSkill(slugs: readonly string[], args: unknown): Fit {
  const slug = isRecord(args) ? args.slug : undefined;
  const reason = isRecord(args) ? args.reason : undefined;
  if (typeof slug !== "string" || !slugs.includes(slug)) {
    return { fault: `There is no such skill. There are: ${oneLine(slugs.join(", "), 2000)}.` };
  }
  const input = { slug, ...(typeof reason === "string" && reason !== "" && { reason }) };
  return {
    fitting: {
      function: "get_skill_content",
      input_arguments: input,
      about: `Loading the skill ${oneLine(slug, 120)}.`,
      echo: input,
    },
  };
}
