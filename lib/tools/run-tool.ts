/** Owns: one run of one tool: its arguments checked, its time and its output bounded, its failures values, all texts storable. */
import { logIncident } from "#lib/core/log.ts";
import { storable, storableValue } from "#lib/core/storable.ts";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { boundShown } from "./bound-shown.ts";
import { checkInput } from "./check-input.ts";
import { type Encoded, encodeOutput } from "./encode-output.ts";
import { guardContext } from "./guard-context.ts";
import { joinEnds, shortenJson, shortenText } from "./shorten.ts";
import { type AnyTool, type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

export type ToolOutcome =
  | {
      kind: "done";
      /** For the model: plain JSON, at most `mostModelBytes`. */
      result: unknown;
      shown?: ToolShown;
      /** The whole output, where `result` is a shortened one: text as it is, anything else as JSON; at most `mostStoredBytes`. */
      full: string | null;
      /** Of the whole output, as it is kept. */
      bytes: number;
      isShortened: boolean;
    }
  /** `message` is for the model and for the person. */
  | { kind: "failed"; message: string; isTimeout: boolean }
  | { kind: "stopped" };

export const mostModelBytes = 32 * 1024;
export const mostStoredBytes = 1024 * 1024;
const mostMessageBytes = 4000;

/** Never throws. A tool that ignores its signal is left behind: what it says or gives later is not heard. */
export async function runTool(tool: AnyTool, args: unknown, context: ToolContext): Promise<ToolOutcome> {
  if (context.signal.aborted) return { kind: "stopped" };
  const ending = new AbortController();
  const early = Promise.withResolvers<ToolOutcome>();
  const end = (outcome: ToolOutcome) => {
    early.resolve(outcome);
    ending.abort();
  };
  const onStop = () => end({ kind: "stopped" });
  context.signal.addEventListener("abort", onStop, { once: true });
  const timer = setTimeout(() => end(timeUp(tool)), tool.timeoutMs);
  const guarded = guardContext(context, ending.signal);
  try {
    return await Promise.race([early.promise, attempt(tool, args, guarded.context, () => clearTimeout(timer))]);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener("abort", onStop);
    guarded.end();
  }
}

/** `onRan`: the tool is done, and what is left is ours. */
async function attempt(tool: AnyTool, args: unknown, context: ToolContext, onRan: () => void): Promise<ToolOutcome> {
  try {
    const checked = await checkInput(tool, args);
    if (checked.problem !== null) return failed(checked.problem);
    const output = await tool.run(checked.input as never, context);
    onRan();
    return await outcomeOf(output);
  } catch (error) {
    if (context.signal.aborted) return { kind: "stopped" };
    if (error instanceof ToolFailure) return failed(error.message);
    logIncident({ during: `tool ${tool.name}`, error });
    return failed("The tool failed because of a fault of its own. The same call will fail again: try another way.");
  }
}

async function outcomeOf({ result, shown }: ToolOutput): Promise<ToolOutcome> {
  const output = typeof result === "string" ? shortenedText(result) : shortenedValue(await encodeOutput(result, mostStoredBytes));
  return storableValue<ToolOutcome>({ kind: "done", ...output, ...(shown && { shown: await boundShown(shown) }) });
}

/** Only the ends are made storable: 50 MB of U+0000 would take seconds. */
function shortenedText(text: string) {
  const bytes = storableBytes(text);
  const head = storable(text.slice(0, mostStoredBytes));
  if (bytes <= mostModelBytes) return { result: head, full: null, bytes, isShortened: false };
  const ends = { head, tail: storable(text.slice(-mostStoredBytes)), bytes };
  const full = bytes <= mostStoredBytes ? head : joinEnds(ends, mostStoredBytes);
  return { result: joinEnds(ends, mostModelBytes), full, bytes, isShortened: true };
}

/** Of the text once it is storable. */
function storableBytes(text: string): number {
  let bytes = Buffer.byteLength(text);
  const first = text.indexOf("\0");
  if (first === -1) return bytes;
  for (let at = first; at < text.length; at++) if (text.charCodeAt(at) === 0) bytes += 2;
  return bytes;
}

function shortenedValue({ text, tail, isWhole, bytes }: Encoded) {
  if (!isWhole) {
    const ends = { head: text, tail, bytes };
    return { result: joinEnds(ends, mostModelBytes), full: joinEnds(ends, mostStoredBytes), bytes, isShortened: true };
  }
  const value: unknown = JSON.parse(text);
  if (bytes <= mostModelBytes) return { result: value, full: null, bytes, isShortened: false };
  return { result: shortenJson(value, mostModelBytes), full: text, bytes, isShortened: true };
}

function failed(message: string): ToolOutcome {
  return { kind: "failed", message: storable(shortenText(message, mostMessageBytes)), isTimeout: false };
}

function timeUp(tool: AnyTool): ToolOutcome {
  const seconds = tool.timeoutMs / 1000;
  const message = `The tool did not finish within ${seconds} ${seconds === 1 ? "second" : "seconds"} and was stopped.`;
  return { kind: "failed", message, isTimeout: true };
}
