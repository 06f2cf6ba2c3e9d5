/** Owns: what a call of the model is to Workspace, which refuses a whole answer for one argument that does not fit. */

/** Functions of Workspace that are asked for here. */
export type FunctionName =
  | "get_widget_data"
  | "get_extra_widget_data"
  | "get_params_options"
  | "execute_agent_tool"
  | "get_skill_content";

export interface Fitting {
  function: FunctionName;
  input_arguments: Record<string, unknown>;
  /** For whoever watches; no word of it is the model's. */
  about: string;
  /** What Workspace itself wants to have back with its result. */
  echo: Record<string, unknown>;
}

/** `fault`: a sentence for the model, which may do better. */
export type Fit = { fitting: Fitting } | { fault: string };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
