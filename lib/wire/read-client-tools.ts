/** Owns: tools that a client declares, in our own words. */
import { AppError } from "#lib/core/errors.ts";
import type { ClientTool } from "#lib/reasoning/brief.ts";

export interface DeclaredTool {
  name: string;
  description?: string | null | undefined;
  schema?: Record<string, unknown> | null | undefined;
}

/** Throws AppError bad-request for two of one name. */
export function readClientTools(declared: readonly DeclaredTool[], field = "tools"): ClientTool[] {
  const names = new Set<string>();
  return declared.map(({ name, description, schema }, index) => {
    if (names.has(name)) {
      throw new AppError("bad-request", { field: `${field}.${index}.name`, message: `There are two tools of the name ${name}.` });
    }
    names.add(name);
    return { name, description: description ?? "", inputSchema: { type: "object", ...schema } };
  });
}
