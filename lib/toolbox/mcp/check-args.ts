/** Owns: judging arguments by a JSON Schema that a server wrote, as a zod type that names the field at fault. */
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { z } from "zod";

export type Args = Record<string, unknown>;
type Check = (args: unknown) => { valid: boolean; errorMessage?: string | undefined };

const mostIssues = 20;

/**
 * A schema that cannot be understood checks only that there is an object: its server judges the rest. Each has an engine of
 * its own, so that no schema can stand for another by an `$id`. Made when it is first needed. Regular expressions are left to
 * the server: one of a stranger's could keep this process busy for ever.
 */
export function argsOf(inputSchema: Record<string, unknown>): z.ZodType<Args> {
  let check: Check | undefined;
  return z.record(z.string(), z.unknown()).superRefine((args, context) => {
    check ??= compile(inputSchema);
    const { valid, errorMessage = "not what the schema asks for" } = check(args);
    if (valid) return;
    for (const issue of errorMessage.split(", data").slice(0, mostIssues)) context.addIssue(readIssue(issue));
  });
}

function compile(inputSchema: Record<string, unknown>): Check {
  try {
    return new AjvJsonSchemaValidator().getValidator(withoutExpressions(inputSchema));
  } catch {
    // An unknown dialect, a reference that leads nowhere, fields named by an expression.
    return () => ({ valid: true });
  }
}

/** Throws where leaving them out would refuse what the schema allows. */
function withoutExpressions(schema: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => {
      if (key === "patternProperties" || key === "propertyNames") throw new Error("These fields are named by an expression.");
      // A field that is called so is described by an object.
      return key === "pattern" && typeof value === "string" ? undefined : value;
    }),
  );
}

/** `data/city/0 must be string`, of which the first `data` may be missing. */
function readIssue(issue: string): { code: "custom"; path: string[]; message: string } {
  const [, pointer = "", message = issue] = /^(?:data)?((?:\/[^ ]*)?) (.*)$/su.exec(issue) ?? [];
  const path = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return { code: "custom", path, message };
}
