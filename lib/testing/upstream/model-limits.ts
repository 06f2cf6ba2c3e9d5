/** Owns: what a scripted model does not take though its wire has a word for it, and the words in which its provider says so. */
import type { WireError, WireName } from "./scenario.ts";

export interface ModelLimits {
  /** Fields of the request, as the wire calls them, wherever they stand. */
  refuses?: readonly string[];
  /** False: it takes no pictures. */
  seesImages?: boolean;
}

const pictures = /"(image_url|input_image|inlineData|images)":|"type":"(input_)?image"/;

/** Null: it takes the request. */
export function limitObjection(
  wire: WireName,
  { refuses = [], seesImages = true }: ModelLimits,
  body: unknown,
): WireError | null {
  const json = JSON.stringify(body);
  if (!seesImages && pictures.test(json)) return refusal(noPictures[wire]);
  const field = refuses.find((name) => new RegExp(`[{,]"${name}":`).test(json));
  if (field === undefined) return null;
  switch (wire) {
    case "chat":
    case "responses":
      return {
        ...refusal(`Unsupported parameter: '${field}' is not supported with this model.`),
        code: "unsupported_parameter",
        param: field,
      };
    case "anthropic":
      return refusal(`\`${field}\` is deprecated for this model.`);
    case "google":
      return refusal(
        /Penalty$/.test(field)
          ? "Penalty is not enabled for this model"
          : `Invalid JSON payload received. Unknown name "${field}" at 'generation_config': Cannot find field.`,
      );
    case "ollama":
      return refusal(`invalid option provided: ${field} is not supported by this model`);
    default:
      return wire satisfies never;
  }
}

const noPictures: Record<WireName, string> = {
  chat: "Invalid content type. image_url is only supported by certain models.",
  responses: "Invalid content type. input_image is only supported by certain models.",
  anthropic: "messages.0.content.0.image: This model does not support image input.",
  google: "Image input modality is not enabled for this model",
  ollama: "this model is missing data required for image input",
};

function refusal(message: string): WireError {
  return { code: null, type: "invalid_request_error", message };
}
