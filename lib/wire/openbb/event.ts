/** Owns: the events that OpenBB Workspace reads, and how they look on the wire. */
import { encodeFrame } from "../sse.ts";
import type { FunctionName } from "./function-fit.ts";

export interface StatusUpdate {
  eventType: "INFO" | "WARNING" | "ERROR";
  message: string;
  group: "reasoning";
  /** Each a small table of names and values. */
  details: Record<string, string | number | boolean>[];
  hidden: boolean;
}

type Cell = string | number | boolean | null;

interface ArtifactBase {
  /** Told apart by it within a chat. */
  name: string;
  description: string;
  uuid: string;
}
export interface ChartParams {
  chartType: "line";
  xKey: string;
  yKey: string[];
}
export type Artifact =
  | (ArtifactBase & { type: "text"; content: string })
  | (ArtifactBase & { type: "table"; content: Record<string, Cell>[] })
  | (ArtifactBase & { type: "chart"; content: Record<string, Cell>[]; chart_params: ChartParams });

export interface Citation {
  /** A UUID. */
  id: string;
  source_info: {
    type: "web" | "widget";
    uuid?: string;
    origin?: string;
    widget_id?: string;
    name?: string;
    description?: string;
    metadata: Record<string, unknown>;
    citable: boolean;
  };
  details?: Record<string, unknown>[];
}

export interface FunctionCall {
  function: FunctionName;
  input_arguments: Record<string, unknown>;
  /** Comes back with the result as it is. */
  extra_state: Record<string, unknown>;
}

export type OpenbbEvent =
  | { event: "copilotStatusUpdate"; data: StatusUpdate }
  | { event: "copilotMessageChunk"; data: { delta: string } }
  | { event: "copilotMessageArtifact"; data: Artifact }
  | { event: "copilotCitationCollection"; data: { citations: Citation[] } }
  | { event: "copilotFunctionCall"; data: FunctionCall };

export function encodeEvents(events: readonly OpenbbEvent[]): string {
  return events.map(({ event, data }) => encodeFrame({ event, data })).join("");
}
