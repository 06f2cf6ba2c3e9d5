/**
 * Owns: what a program that asks wants of a run beside its question. In the log with `run-start`, and with `run-resume` where it changed; the
 * newest of a run counts. It never goes to a browser whole.
 */

/** A tool that whoever asked runs: a call of it ends the model's turn and goes out. */
export interface ClientTool {
  /** Letters, digits, `_` and `-`, at most 64. */
  name: string;
  description: string;
  /** JSON Schema of an object. */
  inputSchema: Record<string, unknown>;
}

/** Said to the provider where its wire has a word for it; left out, with a note in the log, where it has none. */
export interface CallSettings {
  temperature?: number;
  topP?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  seed?: number;
  /** At most four. */
  stop?: string[];
  toolChoice?: "auto" | "none" | "required" | { name: string };
  parallelToolCalls?: boolean;
  responseFormat?:
    | { type: "json-object" }
    | { type: "json-schema"; name: string; schema: Record<string, unknown>; strict?: boolean };
}

export interface Brief {
  /** What the model is told before everything else. */
  instructions?: string;
  tools?: ClientTool[];
  settings?: CallSettings;
  /** How its protocol is to tell the answer, also when it is asked for again; plain JSON that only that protocol understands. */
  answerShape?: Record<string, unknown>;
}
