import { z } from "zod";
import { efforts } from "#lib/core/effort.ts";

/** Every setting of a person. A value that does not parse, or is not there, is the default. */
export const settingsSchema = {
  /** The model last chosen, for new conversations. */
  defaultModelId: z.string().min(1).max(300).nullable().default(null),
  /** The effort last chosen; null leaves it to the model. */
  defaultEffort: z.enum(efforts).nullable().default(null),
} as const;

export type SettingKey = keyof typeof settingsSchema;
export type Settings = { [Key in SettingKey]: z.infer<(typeof settingsSchema)[Key]> };

export const settingKeys = Object.keys(settingsSchema) as SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingsSchema, key);
}
