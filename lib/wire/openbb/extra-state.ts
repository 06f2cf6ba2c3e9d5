/**
 * Owns: what travels with a function call to Workspace and comes back with its result unchanged: which calls of which run it answers,
 * and what of the question Workspace does not send again. Whoever brings it back is checked by their key, not by this.
 */
import { z } from "zod";
import { readPartId } from "../ids.ts";

export interface ExtraState {
  /** Outward ids of the calls that the function call stands for: several where one can ask for all of them. */
  calls: string[];
  /** How many things each of them asked for, in order. */
  sizes: number[];
  /** The model call that made them. */
  step: number;
  /** Told to the model again with the result. */
  kept: string | null;
}

const schema = z.object({
  aloud: z.object({
    calls: z
      .array(z.string().refine((id) => readPartId("call", id) !== null))
      .min(1)
      .max(100),
    sizes: z.array(z.number().int().min(1).max(1000)).max(100),
    step: z.number().int().min(0),
    kept: z.string().max(100_000).optional(),
  }),
});

export function writeExtraState({ calls, sizes, step, kept }: ExtraState): Record<string, unknown> {
  return { aloud: { calls, sizes, step, ...(kept !== null && { kept }) } };
}

/** Null: there is none, or it is not ours. */
export function readExtraState(given: unknown): ExtraState | null {
  const parsed = schema.safeParse(given);
  if (!parsed.success) return null;
  const { calls, sizes, step, kept = null } = parsed.data.aloud;
  return calls.length === sizes.length ? { calls, sizes, step, kept } : null;
}
