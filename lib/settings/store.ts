import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database, type TransactionClient } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { type SettingKey, type Settings, settingKeys, settingsSchema } from "./schema.ts";

/** All settings of this person, defaults filled in. */
export async function readSettings(viewer: Viewer): Promise<Settings> {
  const rows = await database().client.setting.findMany({ where: { userId: viewer.userId } });
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const entries = settingKeys.map((key) => [key, parse(key, stored.get(key))]);
  return Object.fromEntries(entries) as Settings;
}

/** Stores one setting, inside `transaction` when there is one. Throws AppError("bad-request") naming the key. */
export async function writeSetting<Key extends SettingKey>(
  viewer: Viewer,
  key: Key,
  value: Settings[Key],
  transaction: TransactionClient = database().client,
): Promise<void> {
  const checked = settingsSchema[key].safeParse(value);
  if (!checked.success) throw new AppError("bad-request", { field: key, message: `${key} cannot have this value.` });
  const data = { value: JSON.stringify(checked.data), updatedAt: toColumn(systemClock.now()) };
  await transaction.setting.upsert({
    where: { userId_key: { userId: viewer.userId, key } },
    create: { userId: viewer.userId, key, ...data },
    update: data,
  });
}

/** Stores several settings, all or none. Throws as `writeSetting` does. */
export async function writeSettings(viewer: Viewer, patch: Partial<Settings>): Promise<void> {
  await database().client.$transaction(async (transaction) => {
    for (const key of settingKeys) {
      const value = patch[key];
      if (value !== undefined) await writeSetting(viewer, key, value, transaction);
    }
  });
}

function parse(key: SettingKey, json: string | undefined): unknown {
  const schema = settingsSchema[key];
  const parsed = json === undefined ? null : schema.safeParse(tryJson(json));
  return parsed?.success ? parsed.data : schema.parse(undefined);
}

function tryJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A value that somebody else wrote into the table counts as unset.
    return undefined;
  }
}
