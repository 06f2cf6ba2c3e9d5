/** Owns: the messages of a request as what was said, by whom: instructions apart, pictures in our own shape. */
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import type { AskMessage } from "../request/ask.ts";
import { makeImageReader, type ReadImage } from "../request/image-reader.ts";
import { joinInstructions } from "../request/instructions.ts";
import { readArguments } from "../request/read-arguments.ts";
import type { RequestMessage } from "./request-message.ts";

export interface ReadMessages {
  instructions: string | null;
  messages: AskMessage[];
}

/** `readImage` gets a picture from its address, and throws AppError for one it cannot take. */
export async function readMessages(given: readonly RequestMessage[], readImage: ReadImage): Promise<ReadMessages> {
  const instructions: string[] = [];
  const messages: AskMessage[] = [];
  const image = makeImageReader(readImage);

  const imagesOf = async (content: UserContent, field: string): Promise<PromptImage[]> => {
    const images: PromptImage[] = [];
    for (const [at, part] of (typeof content === "string" ? [] : content).entries()) {
      if (part.type !== "image_url") continue;
      const { image_url: address } = part;
      images.push(await image(typeof address === "string" ? address : address.url, `${field}.content.${at}.image_url`));
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
  return { instructions: joinInstructions(instructions), messages };
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
