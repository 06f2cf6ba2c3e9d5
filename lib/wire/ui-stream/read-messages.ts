/** Owns: UI messages as what was said, by whom. Thoughts that a client brings are passed over: what is needed of them is in the log. */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import type { AskCall, AskMessage } from "../request/ask.ts";
import { makeImageReader, type ReadImage } from "../request/image-reader.ts";
import { joinInstructions } from "../request/instructions.ts";
import type { UiMessage, UiPart } from "./request-body.ts";

/** What a person decided about a call. */
export interface UiDecision {
  /** The id by which the client knows the call. */
  callId: string;
  approved: boolean;
  reason: string | null;
}

export interface ReadUiMessages {
  instructions: string | null;
  messages: AskMessage[];
  /** Of the last message. */
  decisions: UiDecision[];
}

/** `fieldOf`: where the message of this number stands in the request. Throws AppError bad-request, naming the field. */
export async function readUiMessages(
  given: readonly UiMessage[],
  fieldOf: (index: number) => string,
  readImage: ReadImage,
): Promise<ReadUiMessages> {
  const instructions: string[] = [];
  const messages: AskMessage[] = [];
  const image = makeImageReader(readImage);
  for (const [index, { role, parts }] of given.entries()) {
    switch (role) {
      case "system":
        instructions.push(textOf(parts));
        break;
      case "user": {
        const images = await imagesOf(parts, fieldOf(index), image);
        messages.push({ role, text: textOf(parts), ...(images.length > 0 && { images }) });
        break;
      }
      case "assistant":
        messages.push(...stepsOf(parts).flatMap(sayStep));
        break;
      default:
        role satisfies never;
    }
  }
  const last = given.at(-1);
  return {
    instructions: joinInstructions(instructions),
    messages,
    decisions: last?.role === "assistant" ? last.parts.flatMap(decisionOf) : [],
  };
}

/** What of an assistant's newest message is new to a house that knows the rest: results of the client's tools. */
export function newestResults({ parts }: UiMessage): AskMessage[] {
  const own = (stepsOf(parts).at(-1) ?? []).filter((part) => part.providerExecuted !== true);
  return own.flatMap((part) => toolOf(part)?.result ?? []);
}

function textOf(parts: readonly UiPart[]): string {
  return parts.map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("");
}

async function imagesOf(parts: readonly UiPart[], field: string, readImage: ReadImage): Promise<PromptImage[]> {
  const images: PromptImage[] = [];
  for (const [index, { type, url, mediaType }] of parts.entries()) {
    if (type !== "file") continue;
    const at = `${field}.parts.${index}`;
    const isImage = mediaType === undefined || /^image(\/|$)/.test(mediaType);
    if (!isImage || url === undefined)
      throw new AppError("bad-request", { field: at, message: "Only pictures are taken as files." });
    images.push(await readImage(url, `${at}.url`));
  }
  return images;
}

/** The parts of each model call. */
function stepsOf(parts: readonly UiPart[]): UiPart[][] {
  const steps: UiPart[][] = [[]];
  for (const part of parts) {
    if (part.type === "step-start") steps.push([]);
    else steps.at(-1)?.push(part);
  }
  return steps.filter((step) => step.length > 0);
}

function sayStep(parts: readonly UiPart[]): AskMessage[] {
  const tools = parts.flatMap((part) => toolOf(part) ?? []);
  const text = textOf(parts);
  if (text === "" && tools.length === 0) return [];
  const calls = tools.map(({ call }) => call);
  return [{ role: "assistant", text, calls }, ...tools.flatMap(({ result }) => result ?? [])];
}

type ToolMessage = Extract<AskMessage, { role: "tool" }>;

/** Null: it is no tool, or a call that never became whole. */
function toolOf(part: UiPart): { call: AskCall; result: ToolMessage | null } | null {
  const { type, toolCallId: callId, state, input, output, errorText, preliminary, approval } = part;
  const name = type === "dynamic-tool" ? part.toolName : /^tool-(.+)$/.exec(type)?.[1];
  if (name === undefined || callId === undefined || state === "input-streaming") return null;
  const call = { callId, name, args: input ?? {} };
  const result = (text: string, isError: boolean) => ({ call, result: { role: "tool" as const, callId, text, isError } });
  switch (state) {
    case "output-available":
      return preliminary === true ? { call, result: null } : result(resultText(output), false);
    case "output-error":
      return result(errorText ?? "It failed.", true);
    case "output-denied":
      return result(`Not allowed. ${approval?.reason ?? ""}`.trimEnd(), true);
    default:
      return { call, result: null };
  }
}

function decisionOf({ state, toolCallId, approval }: UiPart): UiDecision[] {
  if (state !== "approval-responded" || toolCallId === undefined || approval?.approved === undefined) return [];
  return [{ callId: toolCallId, approved: approval.approved, reason: approval.reason ?? null }];
}
