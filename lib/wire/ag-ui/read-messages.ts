/** Owns: AG-UI messages as what was said, by whom. Thoughts and activities are passed over: what is needed of them is in the log. */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import type { AskMessage } from "../request/ask.ts";
import { makeImageReader, type ReadImage } from "../request/image-reader.ts";
import { readArguments } from "../request/read-arguments.ts";
import type { AgUiMessage, AgUiPart } from "./request-body.ts";

export interface ReadAgUiMessages {
  instructions: string[];
  messages: AskMessage[];
}

/** Throws AppError bad-request, naming the field. */
export async function readAgUiMessages(given: readonly AgUiMessage[], readImage: ReadImage): Promise<ReadAgUiMessages> {
  const instructions: string[] = [];
  const messages: AskMessage[] = [];
  const image = makeImageReader(readImage);
  for (const [index, message] of given.entries()) {
    const field = `messages.${index}`;
    switch (message.role) {
      case "system":
      case "developer":
        instructions.push(textOf(message.content));
        break;
      case "user": {
        const images = await imagesOf(message.content, field, image);
        messages.push({ role: "user", text: textOf(message.content), ...(images.length > 0 && { images }) });
        break;
      }
      case "assistant":
        say(messages, message);
        break;
      case "tool": {
        const { toolCallId: callId, content, error } = message;
        messages.push({ role: "tool", callId, text: textOf(content) || (error ?? ""), isError: typeof error === "string" });
        break;
      }
      case "reasoning":
      case "activity":
        break;
      default:
        message satisfies never;
    }
  }
  return { instructions, messages };
}

/** What one model call answered may stand in several messages, a text and its calls apart. */
function say(messages: AskMessage[], { content, toolCalls }: Extract<AgUiMessage, { role: "assistant" }>): void {
  const text = textOf(content ?? "");
  const calls = (toolCalls ?? []).map(({ id: callId, function: { name, arguments: args } }) => {
    return { callId, name, args: readArguments(args) };
  });
  const last = messages.at(-1);
  if (last?.role === "assistant")
    messages[messages.length - 1] = { ...last, text: last.text + text, calls: [...last.calls, ...calls] };
  else messages.push({ role: "assistant", text, calls });
}

type Content = string | readonly AgUiPart[];

function textOf(content: Content): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("");
}

async function imagesOf(content: Content, field: string, readImage: ReadImage): Promise<PromptImage[]> {
  const images: PromptImage[] = [];
  for (const [index, part] of (typeof content === "string" ? [] : content).entries()) {
    if (part.type === "text") continue;
    const at = `${field}.content.${index}`;
    images.push(await readImage(addressOf(part, at), `${at}.source`));
  }
  return images;
}

function addressOf({ type, source }: AgUiPart, field: string): string {
  if (type === "image" && source?.value !== undefined) {
    if (source.type === "url") return source.value;
    if (source.type === "data") return `data:${source.mimeType ?? "image/png"};base64,${source.value}`;
  }
  throw new AppError("bad-request", { field, message: "Only texts and pictures are taken, as data or by their address." });
}
