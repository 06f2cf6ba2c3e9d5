import { z } from "zod";
import { efforts } from "#lib/core/effort.ts";

const dollars = z.number().min(0).max(100_000);

const ownPrice = z.object({
  input: dollars,
  output: dollars,
  cachedInput: dollars.nullable(),
  /** The day it was entered. */
  asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

/** Every setting of a person. A value that does not parse, or is not there, is the default. */
export const settingsSchema = {
  /** The model last chosen, for new conversations. */
  defaultModelId: z.string().min(1).max(300).nullable().default(null),
  /** The effort last chosen; null leaves it to the model. */
  defaultEffort: z.enum(efforts).nullable().default(null),
  /** The model that every new conversation begins with; null: the one last chosen. */
  fixedModelId: z.string().min(1).max(300).nullable().default(null),
  /** The effort that every new conversation begins with; null: the one last chosen. */
  fixedEffort: z.enum(efforts).nullable().default(null),
  /** Models to show first, in the order they were marked. */
  favouriteModelIds: z.array(z.string().min(1).max(300)).max(200).default([]),
  /** The owner's own prices by model id, instead of the list's; US dollars per million tokens. */
  prices: z.record(z.string().min(1).max(300), ownPrice).default({}),
  /** Model calls that an answer of a model may take at most, by model id; for others it is the usual number. */
  mostSteps: z.record(z.string().min(1).max(300), z.number().int().min(1).max(20)).default({}),
} as const;

export type SettingKey = keyof typeof settingsSchema;
export type Settings = { [Key in SettingKey]: z.infer<(typeof settingsSchema)[Key]> };

/** Some of them, to be changed; a key that is no setting is refused by name. */
export const settingsPatchSchema = z
  .strictObject({
    defaultModelId: settingsSchema.defaultModelId.unwrap().optional(),
    defaultEffort: settingsSchema.defaultEffort.unwrap().optional(),
    fixedModelId: settingsSchema.fixedModelId.unwrap().optional(),
    fixedEffort: settingsSchema.fixedEffort.unwrap().optional(),
    favouriteModelIds: settingsSchema.favouriteModelIds.unwrap().optional(),
    prices: settingsSchema.prices.unwrap().optional(),
    mostSteps: settingsSchema.mostSteps.unwrap().optional(),
  } satisfies Record<SettingKey, z.ZodType>)
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), "nothing to change");

export const settingKeys = Object.keys(settingsSchema) as SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingsSchema, key);
}
