/** Owns: which tools of a server a person agreed to, as they were then. Pure. */
import { z } from "zod";
import { digestOf } from "../digest.ts";
import type { ListedTool } from "./listed-tool.ts";

export interface Pins {
  /** Of the server: at another place nothing is agreed to. */
  place: string;
  /** By the server's own name of the tool. */
  tools: ReadonlyMap<string, string>;
  /** By the same name, so that a person can be shown what has changed. Does not decide anything. */
  told: ReadonlyMap<string, Told>;
}

/** What a tool said of itself when it was agreed to. */
export interface Told {
  title: string | null;
  description: string;
  annotations: ListedTool["annotations"];
  /** A digest of its schema. */
  schema: string;
}

/** `changed`: agreed to once, when it said something else of itself. */
export type PinState = "agreed" | "new" | "changed";

/** Of everything a tool says of itself to the model or to the person who is asked. */
export function pinOf({ name, title, description, inputSchema, annotations }: ListedTool): string {
  return digestOf({ name, title, description, inputSchema, annotations });
}

export function pinStateOf(pins: Pins, place: string, tool: ListedTool): PinState {
  const agreed = pins.place === place ? pins.tools.get(tool.name) : undefined;
  if (agreed === undefined) return "new";
  return agreed === pinOf(tool) ? "agreed" : "changed";
}

/** With these agreed to as well, and without those that the server no longer has. */
export function agreeTo(pins: Pins, place: string, agreed: readonly ListedTool[], offered: readonly ListedTool[]): Pins {
  const before = pins.place === place ? pins : noPins;
  const names = new Set(offered.map(({ name }) => name));
  const kept = [...before.tools].filter(([name]) => names.has(name));
  const keptTold = [...before.told].filter(([name]) => names.has(name));
  return {
    place,
    tools: new Map([...kept, ...agreed.map((tool): [string, string] => [tool.name, pinOf(tool)])]),
    told: new Map([...keptTold, ...agreed.map((tool): [string, Told] => [tool.name, toldBy(tool)])]),
  };
}

/** What this tool said when it was agreed to; null: it has not changed, or that is not known. */
export function toldBefore(pins: Pins, place: string, tool: ListedTool): Told | null {
  return pinStateOf(pins, place, tool) === "changed" ? (pins.told.get(tool.name) ?? null) : null;
}

function toldBy({ title, description, annotations, inputSchema }: ListedTool): Told {
  return { title, description, annotations, schema: digestOf(inputSchema) };
}

export const noPins: Pins = { place: "", tools: new Map(), told: new Map() };

const hint = z.boolean().exactOptional();
const told = z.object({
  title: z.string().nullable(),
  description: z.string(),
  annotations: z.object({ readOnlyHint: hint, destructiveHint: hint, idempotentHint: hint }),
  schema: z.string(),
});
const stored = z.object({
  place: z.string(),
  tools: z.array(z.tuple([z.string(), z.string()])),
  told: z.array(z.tuple([z.string(), told])).default([]),
});

/** Pairs, and not an object: a tool may be called `__proto__`. */
export function writePins(pins: Pins): z.infer<typeof stored> {
  return { place: pins.place, tools: [...pins.tools], told: [...pins.told] };
}

/** What cannot be read agrees to nothing. */
export function readPins(value: unknown): Pins {
  const parsed = stored.safeParse(value);
  return parsed.success
    ? { place: parsed.data.place, tools: new Map(parsed.data.tools), told: new Map(parsed.data.told) }
    : noPins;
}
