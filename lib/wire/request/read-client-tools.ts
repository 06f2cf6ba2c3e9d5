/** Owns: tools that a client declares, in our own words. */
import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import type { ClientTool } from "#lib/reasoning/brief.ts";

/** What providers take for the name of a tool. */
export const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "expected up to 64 letters, digits, _ and -");

export interface DeclaredTool {
  name: string;
  description?: string | null | undefined;
  schema?: Record<string, unknown> | null | undefined;
}

/** `nameField`: where the name of a tool stands in it. Throws AppError bad-request for two of one name. */
export function readClientTools(declared: readonly DeclaredTool[], nameField = "name"): ClientTool[] {
  const names = new Set<string>();
  return declared.map(({ name, description, schema }, index) => {
    if (names.has(name)) {
      throw new AppError("bad-request", {
        field: `tools.${index}.${nameField}`,
        message: `There are two tools of the name ${name}.`,
      });
    }
    names.add(name);
    return { name, description: description ?? "", inputSchema: { type: "object", ...schema } };
  });
}
