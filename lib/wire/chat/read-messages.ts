/** Owns: the messages of a request as what was said, by whom: instructions apart, pictures in our own shape. */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import type { RequestMessage } from "./request-message.ts";

/** Of the shape that the gateway takes. */
export type SaidMessage =
  | { role: "user"; text: string; images?: PromptImage[] }
  | { role: "assistant"; text: string; calls: { callId: string; name: string; args: unknown }[] }
  | { role: "tool"; callId: string; text: string; isError: boolean };

export interface ReadMessages {
  instructions: string | null;
  messages: SaidMessage[];
}

/** Pictures in one request, the earlier messages included. */
const mostImages = 50;

/** `readImage` gets a picture from its address, and throws AppError for one it cannot take. */
export async function readMessages(
  given: readonly RequestMessage[],
  readImage: (url: string, field: string) => Promise<PromptImage>,
): Promise<ReadMessages> {
  const instructions: string[] = [];
  const messages: SaidMessage[] = [];
  let imageCount = 0;

  const imagesOf = async (content: UserContent, field: string): Promise<PromptImage[]> => {
    const images: PromptImage[] = [];
    for (const [at, part] of (typeof content === "string" ? [] : content).entries()) {
      if (part.type !== "image_url") continue;
      if (++imageCount > mostImages) throw wrong(field, `There are more than ${mostImages} pictures in this request.`);
      const { image_url: address } = part;
      images.push(await readImage(typeof address === "string" ? address : address.url, `${field}.content.${at}.image_url`));
    }
    return images;
  };

  for (const [index, message] of given.entries()) {
    const field = `messages.${index}`;
    switch (message.role) {
      case "system":
      case "developer":
        instructions.push(textOf(message.content));
        break;
      case "user": {
        const images = await imagesOf(message.content, field);
        messages.push({ role: "user", text: textOf(message.content), ...(images.length > 0 && { images }) });
        break;
      }
      case "assistant": {
        const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: args } }) => {
          return { callId: id, name, args: readArguments(args) };
        });
        messages.push({ role: "assistant", text: answerOf(message), calls });
        break;
      }
      case "tool":
        messages.push({ role: "tool", callId: message.tool_call_id, text: textOf(message.content), isError: false });
        break;
      default:
        message satisfies never;
    }
  }
  return { instructions: instructions.filter((text) => text.trim() !== "").join("\n\n") || null, messages };
}

type UserContent = Extract<RequestMessage, { role: "user" }>["content"];

function textOf(content: string | readonly Record<string, unknown>[] | null | undefined): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => (typeof part.text === "string" ? part.text : "")).join("");
}

/** Its text, or what it said instead of one. Parts that hold thoughts stay outside. */
function answerOf({ content, refusal }: Extract<RequestMessage, { role: "assistant" }>): string {
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []);
  const texts = parts.map((part) => {
    if (part.type === "text" || part.type === "output_text") return textOf([part]);
    return part.type === "refusal" && typeof part.refusal === "string" ? part.refusal : "";
  });
  return texts.join("") || (refusal ?? "");
}

/** As they were written, where that is not JSON. */
function readArguments(text: string | null | undefined): unknown {
  if (text === null || text === undefined || text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    // A model wrote them, and was told so by its client; whoever reads them next can read the text.
    return text;
  }
}

function wrong(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message });
}
