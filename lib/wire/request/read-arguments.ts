import { parseJson } from "#lib/core/parse-json.ts";

/** The arguments of a call as they were written, where that is not JSON; none are an empty object. */
export function readArguments(text: string | null | undefined): unknown {
  if (text === null || text === undefined || text.trim() === "") return {};
  try {
    return parseJson(text);
  } catch {
    // A model wrote them, and was told so by its client; whoever reads them next can read the text.
    return text;
  }
}
