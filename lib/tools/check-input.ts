/** Owns: judging the arguments of a call, and saying what is wrong with them so that a model can repair it. */
import type { z } from "zod";
import { storable } from "#lib/core/storable.ts";
import { shortenText } from "./shorten.ts";
import type { AnyTool } from "./tool.ts";

export type CheckedInput = { input: unknown; problem: null } | { problem: string };

const mostIssues = 5;

/** `args`: an object, or the text as it came where it was not JSON. Throws what a refinement of the schema throws. */
export async function checkInput(tool: AnyTool, args: unknown): Promise<CheckedInput> {
  if (typeof args === "string" && args.trim() !== "")
    return { problem: storable(`The arguments are not a JSON object: ${shortenText(args, 200)}`) };
  // A model that has nothing to say about a tool without arguments sends nothing at all.
  const parsed = await tool.input.safeParseAsync(typeof args === "string" ? {} : (args ?? {}));
  if (parsed.success) return { input: parsed.data, problem: null };
  const { issues } = parsed.error;
  const sentences = issues.slice(0, mostIssues).map(sayIssue);
  if (issues.length > mostIssues) sentences.push(`And ${issues.length - mostIssues} more.`);
  return { problem: storable(`The arguments do not fit. ${sentences.join(" ")}`) };
}

function sayIssue({ path, message }: z.core.$ZodIssue): string {
  const field = path.map(String).join(".");
  return `${field === "" ? "" : `\`${shortenText(field, 100)}\`: `}${shortenText(message, 300).replace(/\.?$/, ".")}`;
}
