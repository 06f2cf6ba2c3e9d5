/** Owns: the arguments of a tool call as text: whether they are complete, and what they say. Pure. */
import { parseJson } from "#lib/core/parse-json.ts";

/** Whether the text so far is one whole JSON object or list, looked at once. */
export function makeJsonDepth() {
  let depth = 0;
  let hasBegun = false;
  let isInString = false;
  let isEscaped = false;

  return {
    read(text: string): void {
      for (let i = 0; i < text.length; i++) {
        const character = text.charAt(i);
        if (isInString) {
          if (character === '"' && !isEscaped) isInString = false;
          isEscaped = character === "\\" && !isEscaped;
        } else if (character === '"') isInString = true;
        else if (character === "{" || character === "[") {
          depth += 1;
          hasBegun = true;
        } else if (character === "}" || character === "]") depth -= 1;
      }
    },
    get isWhole(): boolean {
      return hasBegun && depth === 0 && !isInString;
    },
  };
}

/** The parsed arguments; no text is no arguments; what is no JSON stays as it came. */
export function readArguments(text: string): unknown {
  if (text.trim() === "") return {};
  const parsed = parse(text) ?? parse(text.replace(/^\s*\{\s*\}(?=\s*\{)/, ""));
  if (parsed === undefined) return text;
  // Some servers write the JSON into a string once more.
  const value = typeof parsed.value === "string" ? (parse(parsed.value)?.value ?? text) : parsed.value;
  return value ?? {};
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    // Not JSON; the caller keeps the text.
    return undefined;
  }
}
