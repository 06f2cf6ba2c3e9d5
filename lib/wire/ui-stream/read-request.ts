/** Owns: a request of `useChat` as what is asked of the gateway and how the answer is to be told. */
import { AppError } from "#lib/core/errors.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import { readPartId } from "../ids.ts";
import type { Ask } from "../request/ask.ts";
import type { ReadImage } from "../request/image-reader.ts";
import { joinInstructions } from "../request/instructions.ts";
import { readClientTools } from "../request/read-client-tools.ts";
import { saidSettings } from "../request/said-settings.ts";
import { checkChoice } from "../request/tool-choice.ts";
import { newestResults, readUiMessages, type UiDecision } from "./read-messages.ts";
import type { UiMessage, UiRequestBody } from "./request-body.ts";

export interface UiRequest {
  ask: Ask;
  /** Of calls that wait for a person. Where there are any, nothing is asked: the run goes on. */
  decisions: UiDecision[];
  /** The message that goes on; null: the answer is a message of its own. */
  goesOn: string | null;
  exposure: Exposure | undefined;
}

/** Throws AppError bad-request, naming the field. What `readImage` throws goes on. */
export async function readUiRequest(body: UiRequestBody, headers: Headers, readImage: ReadImage): Promise<UiRequest> {
  const { given, isNewestOnly } = messagesOf(body);
  const { messages, instructions, decisions } = await readUiMessages(
    given,
    (index) => (body.messages ? `messages.${index}` : "message"),
    readImage,
  );
  const last = given.at(-1);
  const tools = readClientTools((body.tools ?? []).map(({ inputSchema, ...tool }) => ({ ...tool, schema: inputSchema })));
  const ask: Ask = {
    surface: "ui-stream",
    messages: isNewestOnly && last?.role === "assistant" ? newestResults(last) : messages,
    instructions: joinInstructions([body.instructions ?? "", instructions ?? ""]),
    modelId: body.modelId ?? null,
    effort: body.effort ?? null,
    outputLimit: body.outputLimit ?? null,
    mostSteps: null,
    timeZone: body.timeZone ?? null,
    tools,
    settings: saidSettings({ toolChoice: readChoice(body.toolChoice, tools) }),
    threadId: body.id,
    isNewestOnly,
    ...(isNewestOnly && isAgain(body) && { regenerates: { runId: runOfMessage(body.messageId) } }),
    idempotencyKey: headers.get("idempotency-key") || null,
  };
  const goesOn = last?.role === "assistant" ? (last.id ?? null) : null;
  return { ask, decisions, goesOn, exposure: body.exposure ?? undefined };
}

const isAgain = ({ trigger }: UiRequestBody) => trigger === "regenerate-message";

/**
 * One message alone is what is new, unless it stands for the whole conversation: an edited question, or one to be answered once more, of a client
 * that sends all of it.
 */
function messagesOf(body: UiRequestBody): { given: UiMessage[]; isNewestOnly: boolean } {
  const { message, messages = [], messageId } = body;
  if (message === undefined) {
    const isWhole = isAgain(body) || (messages[0]?.role === "user" && typeof messageId === "string");
    return { given: messages, isNewestOnly: messages.length === 1 && !isWhole };
  }
  if (message.role === "user" && typeof messageId === "string" && !isAgain(body)) {
    throw new AppError("bad-request", {
      field: "message",
      message: "An edited question needs the messages before it.",
      suggestion: "Send the whole conversation as messages where a question is edited.",
    });
  }
  return { given: [message], isNewestOnly: true };
}

/** The part by which the id of an answer's message is known. */
const answerPart = "answer";

/** The run whose answer the message is; null: the id is none of ours. */
function runOfMessage(messageId: string | null | undefined): string | null {
  const address = messageId ? readPartId("message", messageId) : null;
  return address?.partId === answerPart ? address.runId : null;
}

/** The place of a run's answer among the parts of the run. */
export const answerAddress = (runId: string) => ({ runId, partId: answerPart });

function readChoice(choice: UiRequestBody["toolChoice"], tools: readonly ClientTool[]): CallSettings["toolChoice"] {
  const read = typeof choice === "object" && choice !== null ? { name: choice.name } : (choice ?? undefined);
  checkChoice(read, tools, "toolChoice");
  return read;
}
