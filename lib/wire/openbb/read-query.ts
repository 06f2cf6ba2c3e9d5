/** Owns: what Workspace posts, as a question for the house. Pure but for the list of time zones. */
import { type Effort, isEffort } from "#lib/core/effort.ts";
import { type Exposure, exposures } from "#lib/core/exposure.ts";
import type { ClientTool } from "#lib/reasoning/brief.ts";
import type { AskMessage } from "../request/ask.ts";
import { sayInstructions } from "./instructions.ts";
import { type Offer, offerOf } from "./offer.ts";
import type { QueryRequest } from "./query-request.ts";
import { readMessages, type TurnSoFar } from "./read-messages.ts";
import { optionText, type WorkspaceOptions } from "./workspace-options.ts";

export interface ReadQuery {
  messages: AskMessage[];
  instructions: string | null;
  tools: ClientTool[];
  /** `default`: the person's own choice. Null: what the chat used last, else that. */
  modelId: string | null;
  /** Null: as chosen in the application. */
  effort: Effort | null;
  timeZone: string | null;
  /** Workspace's name for the chat; null: it said none. */
  threadId: string | null;
  /** How much of the thinking is wanted; undefined: all the key allows. */
  exposure: Exposure | undefined;
  offer: Offer;
  turn: TurnSoFar;
  /** Goes out with each call, to come back with its result. */
  kept: string | null;
}

/** `header`: a header of the request by its name in lower case; null when it is absent. */
export function readQuery(request: QueryRequest, header: (name: string) => string | null): ReadQuery {
  const offer = offerOf(request);
  const { messages, turn } = readMessages(request.messages, offer.callOf);
  const question = messages.findLast((message) => message.role === "user")?.text ?? "";
  const { instructions, kept } = sayInstructions(request, { widgets: offer.widgets, question, kept: turn.kept });
  const options = request.workspace_options;
  const effort = optionText(options, "effort");
  const thinking = exposures.find((exposure) => exposure === optionText(options, "thinking"));
  return {
    messages,
    instructions,
    tools: offer.tools,
    modelId: modelOf(options) ?? request.model ?? null,
    effort: isEffort(effort) ? effort : null,
    timeZone: isTimeZone(request.timezone) ? request.timezone : null,
    threadId: header("x-trace-id")?.slice(0, 200) || null,
    exposure: thinking,
    offer,
    turn,
    kept,
  };
}

/** Left as it is, it names the person's own choice, whatever the chat used before. */
function modelOf(options: WorkspaceOptions): string | null {
  const model = options.get("model");
  return typeof model === "string" && model !== "" ? model : null;
}

function isTimeZone(name: string | null | undefined): name is string {
  if (!name) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    // Not one that is known here: the answer does without.
    return false;
  }
}
