/** Owns: a tool's schema as models and requests see it, and which names a tool may have. */
import { z } from "zod";
import type { AnyTool, Tool } from "./tool.ts";

/** A tool that comes with the application: its JSON Schema is made from `input`. */
export function defineTool<Input>(tool: Omit<Tool<Input>, "inputSchema" | "server">): Tool<Input> {
  return { ...tool, inputSchema: inputSchemaOf(tool.input), server: null };
}

/** The JSON Schema of what a model may send. Throws for a schema that is not one of an object. */
export function inputSchemaOf(input: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input", target: "draft-7" });
  if (schema.type !== "object") throw new Error("The arguments of a tool are an object.");
  return { properties: {}, ...schema };
}

/** What a model is told of a tool. */
export function declarationOf(tool: AnyTool): Pick<AnyTool, "name" | "description" | "inputSchema"> {
  return { name: tool.name, description: tool.description, inputSchema: tool.inputSchema };
}

/** Whether a tool may be called so. Names of what every object has are refused: somebody, somewhere, looks them up in one. */
export function isToolName(name: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) && !(name in Object.prototype);
}

/** The tool that a model named; null when there is none. */
export function toolNamed(tools: readonly AnyTool[], name: string): AnyTool | null {
  return tools.find((tool) => tool.name === name) ?? null;
}
