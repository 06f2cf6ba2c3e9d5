/** Owns: which tools of a server a person agreed to, as they were then. Pure. */
import { z } from "zod";
import { digestOf } from "../digest.ts";
import type { ListedTool } from "./listed-tool.ts";

export interface Pins {
  /** Of the server: at another place nothing is agreed to. */
  place: string;
  /** By the server's own name of the tool. */
  tools: ReadonlyMap<string, string>;
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
  const before = pins.place === place ? pins.tools : new Map<string, string>();
  const names = new Set(offered.map(({ name }) => name));
  const kept = [...before].filter(([name]) => names.has(name));
  return { place, tools: new Map([...kept, ...agreed.map((tool): [string, string] => [tool.name, pinOf(tool)])]) };
}

export const noPins: Pins = { place: "", tools: new Map() };

const stored = z.object({ place: z.string(), tools: z.array(z.tuple([z.string(), z.string()])) });

/** Pairs, and not an object: a tool may be called `__proto__`. */
export function writePins({ place, tools }: Pins): z.infer<typeof stored> {
  return { place, tools: [...tools] };
}

/** What cannot be read agrees to nothing. */
export function readPins(value: unknown): Pins {
  const parsed = stored.safeParse(value);
  return parsed.success ? { place: parsed.data.place, tools: new Map(parsed.data.tools) } : noPins;
}
