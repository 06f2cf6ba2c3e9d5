/** Owns: a tool as its server lists it, after what cannot be offered has been taken out. Pure; all of it is the server's word. */
import type { Tool as SdkTool } from "@modelcontextprotocol/client";
import { digestOf } from "../digest.ts";

export interface ListedTool {
  /** The server's own name, whatever characters it holds. */
  name: string;
  title: string | null;
  description: string;
  inputSchema: Record<string, unknown>;
  annotations: { readOnlyHint?: boolean; destructiveHint?: boolean; idempotentHint?: boolean };
}

export interface Listing {
  tools: ListedTool[];
  /** Why some are left out, a sentence each. */
  refusals: string[];
}

const mostTools = 200;
const mostNameCharacters = 200;
const mostDescriptionCharacters = 8_000;
const mostSchemaCharacters = 64_000;
const mostRefusals = 5;

export function readListing(given: readonly SdkTool[]): Listing {
  const tools = new Map<string, ListedTool>();
  const refusals: string[] = [];
  for (const one of given.slice(0, mostTools)) {
    const refusal = tools.has(one.name) ? "there are two of that name" : whyNot(one);
    if (refusal === null) tools.set(one.name, read(one));
    else refusals.push(`The tool ${quote(one.name)} is left out: ${refusal}.`);
  }
  if (given.length > mostTools) refusals.unshift(`Only the first ${mostTools} of ${given.length} tools are taken.`);
  return { tools: [...tools.values()], refusals: refusals.slice(0, mostRefusals) };
}

function whyNot({ name, description = "", inputSchema }: SdkTool): string | null {
  if (name === "" || name.length > mostNameCharacters) return `its name is empty or longer than ${mostNameCharacters} characters`;
  if (description.length > mostDescriptionCharacters)
    return `its description is longer than ${mostDescriptionCharacters} characters`;
  try {
    if (JSON.stringify(inputSchema).length > mostSchemaCharacters)
      return `its schema is longer than ${mostSchemaCharacters} characters`;
    digestOf(inputSchema);
  } catch {
    // Nested deeper than a call stack reaches.
    return "its schema is nested too deep";
  }
  return null;
}

function read({ name, title, description = "", inputSchema, annotations = {} }: SdkTool): ListedTool {
  const { readOnlyHint, destructiveHint, idempotentHint } = annotations;
  return {
    name,
    title: title ?? annotations.title ?? null,
    description,
    inputSchema: inputSchema as Record<string, unknown>,
    annotations: {
      ...(readOnlyHint !== undefined && { readOnlyHint }),
      ...(destructiveHint !== undefined && { destructiveHint }),
      ...(idempotentHint !== undefined && { idempotentHint }),
    },
  };
}

function quote(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}
