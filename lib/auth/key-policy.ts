/** Owns: what may be said of a key, and the part of it that is kept as JSON in its row. */
import { z } from "zod";
import type { KeyPolicy } from "#lib/core/caller.ts";
import { exposures, reasoningFormats } from "#lib/core/exposure.ts";

const name = z
  .string()
  .trim()
  .min(1, "expected a name")
  .max(80, "longer than 80 characters")
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "holds a character that is not text");

const policy = z.strictObject({
  exposure: z.enum(exposures),
  format: z.enum(reasoningFormats),
  models: z.array(z.string().min(1).max(300)).min(1, "expected at least one model, or null for all").max(200).nullable(),
  usesTools: z.boolean(),
  spending: z.strictObject({ amount: z.number().positive().max(1_000_000), days: z.number().int().min(1).max(366) }).nullable(),
  requestsPerMinute: z.number().int().min(1).max(10_000).nullable(),
});

/** What a key allows unless its owner says more: to ask, and to get an answer without a word of what was thought. */
const leastPolicy: z.infer<typeof policy> = {
  exposure: "none",
  format: "reasoning_content",
  models: null,
  usesTools: false,
  spending: null,
  requestsPerMinute: null,
};

/** A time to come, in milliseconds; null: it does not expire. */
const expiresAt = z
  .number()
  .int()
  .max(8_640_000_000_000_000)
  .refine((at) => at > Date.now(), "expected a time to come")
  .nullable();

export const newKeySchema = z.strictObject({ name, expiresAt: expiresAt.default(null), ...policy.partial().shape });
export type NewKey = z.infer<typeof newKeySchema>;

export const keyPatchSchema = z
  .strictObject({ name: name.optional(), expiresAt: expiresAt.optional(), ...policy.partial().shape })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), "nothing to change");
export type KeyPatch = z.infer<typeof keyPatchSchema>;

export type StoredPolicy = Omit<KeyPolicy, "id" | "name">;

/** What is said over what was. */
export function policyWith(said: Partial<StoredPolicy>, was: StoredPolicy = leastPolicy): StoredPolicy {
  return {
    exposure: said.exposure ?? was.exposure,
    format: said.format ?? was.format,
    models: said.models === undefined ? was.models : said.models,
    usesTools: said.usesTools ?? was.usesTools,
    spending: said.spending === undefined ? was.spending : said.spending,
    requestsPerMinute: said.requestsPerMinute === undefined ? was.requestsPerMinute : said.requestsPerMinute,
  };
}

/** Throws for what is no policy: a key whose limits cannot be read opens nothing. */
export function readPolicy(json: string | null): StoredPolicy {
  return policy.parse(JSON.parse(json ?? "null"));
}
