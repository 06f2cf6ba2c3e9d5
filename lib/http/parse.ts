/** Owns: what a schema makes of input, and the sentence for input it does not take. */
import type { z } from "zod";
import { AppError } from "#lib/core/errors.ts";

/** The parsed value, or AppError `bad-request` naming the first field at fault (`whole` when it is all of it). */
export function parse<T>(schema: z.ZodType<T>, input: unknown, whole: string): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === "unrecognized_keys") {
    const field = issue.keys[0] ?? whole;
    throw new AppError("bad-request", { message: `There is no field ${quote(field)} here.`, field });
  }
  const field = issue?.path.length ? issue.path.map(String).join(".") : whole;
  const complaint = issue?.message.replace(/^Invalid (input|option): /, "") ?? "not understood";
  throw new AppError("bad-request", { message: `The field ${quote(field)} is not valid: ${complaint}.`, field });
}

/** Names come from outside: cut to a length that suits a sentence. */
function quote(field: string): string {
  return JSON.stringify(field.length > 60 ? `${field.slice(0, 60)}…` : field);
}

/** The query as plain values. A name given twice is refused: which one was meant cannot be known. */
export function readQuery(url: URL): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (values.has(name)) throw new AppError("bad-request", { message: `${quote(name)} is given twice.`, field: name });
    values.set(name, value);
  }
  return Object.fromEntries(values);
}
