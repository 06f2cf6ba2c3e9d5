/** Owns: what a step needs to know of a model, whoever provides it. Made in `providers/`, found by `resolve.ts`. */
import type { Effort } from "#lib/core/effort.ts";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { PromptMessage, ReplayPolicy } from "#lib/reasoning/prompt-message.ts";
import type { LeftOut } from "./call-settings.ts";
import type { Exchange } from "./exchange.ts";
import type { ModelInfo } from "./model.ts";
import type { ModelPart, ToolDeclaration } from "./model-part.ts";
import type { Extras } from "./retry.ts";

/** One request of a step. */
export interface Ask {
  messages: readonly PromptMessage[];
  /** Empty: the model is told of none. */
  tools: readonly ToolDeclaration[];
  /** Tokens it may write at most, thinking included; null leaves it to the provider. */
  outputLimit: number | null;
  /** What a model's `leavesOut` names is not in here; what is about tools counts only beside some. Absent: nothing is set. */
  settings?: CallSettings;
  extras: Extras;
  exchange: Exchange;
}

export interface ResolvedModel {
  info: ModelInfo;
  replay: ReplayPolicy;
  /** Where requests go: the network, or the model built in. */
  reach: typeof fetch;
  /** Whether its thoughts are its own words or a summary of them. */
  form: "full" | "summary";
  /** Whether thoughts may stand in the text, in tags or channels. */
  mayWriteTags: boolean;
  /** Whether its text begins inside a thought, so that a lone closing tag ends one. */
  startsInside?: boolean;
  /** Sends the request over the exchange; the parts of its answer. Rejects when it is refused. */
  ask(ask: Ask): Promise<AsyncIterable<ModelPart>>;
  /**
   * What is said to the provider about an effort, in its own word or as a number of tokens below `outputLimit` with room for
   * an answer; null: nothing is said. What it returns is what `extras.effort` brings to `ask`.
   */
  effortWord(effort: Effort, outputLimit: number | null): string | null;
  /** Which of these settings its requests do not say beside this effort, in the provider's word; absent: they say them all. */
  leavesOut?(settings: CallSettings, effort: string | null): LeftOut[];
  /** False: a request that makes it think and call a tool is refused; absent: that is not known. */
  thinksWhereItMustCall?: boolean;
  /** Ends the thinking of an answer that is under way, which then goes on to its text. False: the server did not. */
  endThinking?(responseId: string): Promise<boolean>;
}
