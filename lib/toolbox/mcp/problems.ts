/** Owns: what is wrong with a tool server, in sentences that say what to do. Pure. */
import type { LiveServer } from "./live.ts";
import { pinStateOf } from "./pin.ts";
import { placeOf } from "./server-config.ts";

export interface ServerProblem {
  serverId: string;
  name: string;
  message: string;
  suggestion: string;
}

export function problemsOfServer({ server, state }: LiveServer): ServerProblem[] {
  const { id, name } = server.config;
  const problem = (message: string, suggestion: string): ServerProblem => ({ serverId: id, name, message, suggestion });
  switch (state.kind) {
    case "off":
      return [];
    case "locked":
      return [
        problem(`The headers of ${name} cannot be opened with this installation's secret.`, "Enter them again in the settings."),
      ];
    case "connecting":
      return [problem(`${name} is still being connected to.`, "Its tools are offered as soon as it answers.")];
    case "failed":
      return [problem(state.fault.message, state.fault.suggestion)];
    case "ready": {
      const { tools, refusals } = state.link.listing();
      const states = tools.map((tool) => pinStateOf(server.pins, placeOf(server.config), tool));
      const added = states.filter((each) => each === "new").length;
      const changed = states.filter((each) => each === "changed").length;
      return [
        ...(changed > 0 ? [problem(`${name} has changed ${count(changed)} since you agreed to it.`, look)] : []),
        ...(added > 0 ? [problem(`${name} offers ${count(added)} that you have not agreed to yet.`, look)] : []),
        ...refusals.map((refusal) => problem(refusal, "Its author can change that.")),
      ];
    }
    default:
      return state satisfies never;
  }
}

const look = "Look at it in the settings and agree, or leave it off.";

function count(tools: number): string {
  return tools === 1 ? "1 tool" : `${tools} tools`;
}
