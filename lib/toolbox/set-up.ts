/** Owns: how a person has set up the tools: which are on, and what they need to work. Secrets are opened only here. */
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { sealFor, unsealFor } from "./sealed.ts";

export interface SetUp {
  isOn: boolean;
  /** As it was stored; null: none. */
  config: unknown;
  /** Null: none, or it cannot be opened. */
  key: string | null;
  /** There is a key, and this installation's secret does not open it. */
  isLocked: boolean;
}

export interface SetUpChange {
  isOn?: boolean | undefined;
  config?: unknown;
  /** Null takes it away. */
  key?: string | null | undefined;
}

/** By name of the tool; those that were never set up are not in it. */
export async function readSetUps(viewer: Viewer): Promise<ReadonlyMap<string, SetUp>> {
  const rows = await database().client.toolSetup.findMany({ where: { userId: viewer.userId } });
  const entries = rows.map(async ({ name, isOn, config, sealed }): Promise<[string, SetUp]> => {
    const key = sealed === null ? null : await unsealFor({ viewer, of: `tool/${name}`, field: "key" }, sealed);
    return [name, { isOn, config: readJson(config), key, isLocked: sealed !== null && key === null }];
  });
  return new Map(await Promise.all(entries));
}

/** What the change leaves out stays as it was. Throws AppError `storage` when a key cannot be sealed. */
export async function writeSetUp(viewer: Viewer, name: string, change: SetUpChange): Promise<void> {
  if (name.length > 200) throw new AppError("not-found");
  const { isOn, config, key } = change;
  const data = {
    ...(config !== undefined && { config: config === null ? null : JSON.stringify(config) }),
    ...(key !== undefined && {
      sealed: key === null ? null : await sealFor({ viewer, of: `tool/${name}`, field: "key" }, key),
    }),
  };
  await database().client.toolSetup.upsert({
    where: { userId_name: { userId: viewer.userId, name } },
    create: { userId: viewer.userId, name, isOn: isOn ?? true, ...data },
    update: { ...(isOn !== undefined && { isOn }), ...data },
  });
}

function readJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    // What somebody else wrote into the table counts as not configured.
    return null;
  }
}
