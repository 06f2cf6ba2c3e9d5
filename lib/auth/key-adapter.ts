/**
 * Owns: the key plugin's view of our own table. The plugin makes keys and finds them; everything else is asked of Prisma. It would
 * delete keys that have expired: they stay, so that their owner sees what became of them.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { type CleanedWhere, createAdapterFactory } from "@better-auth/core/db/adapter";
import { type Database, database } from "#lib/db/client.ts";
import { isNotFound } from "#lib/db/prisma-errors.ts";
import { fromColumn, toColumn } from "#lib/db/time.ts";

type Table = Database["client"]["apiKey"];
type NewRow = Parameters<Table["create"]>[0]["data"];
type Change = Parameters<Table["update"]>[0]["data"];
type OneRow = Parameters<Table["findUnique"]>[0]["where"];

/** The plugin takes a database that fails for a key that is wrong. What failed within `work` is thrown here instead. */
export async function orDatabaseError<T>(work: () => Promise<T>): Promise<T> {
  const noted: { error?: unknown } = {};
  const result = await failures.run(noted, work);
  if ("error" in noted) throw noted.error;
  return result;
}

const failures = new AsyncLocalStorage<{ error?: unknown }>();

async function noting<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    const noted = failures.getStore();
    if (noted) noted.error = error;
    throw error;
  }
}

export const keyAdapter = createAdapterFactory({
  config: {
    adapterId: "aloud",
    supportsNumericIds: false,
    customTransformInput: ({ data }) => (data instanceof Date ? toColumn(data.getTime()) : data),
    customTransformOutput: ({ data }) => (typeof data === "bigint" ? new Date(fromColumn(data)) : data),
  },
  adapter: () => ({
    create: async <Row>({ data }: { data: Row }) =>
      (await noting(database().client.apiKey.create({ data: data as unknown as NewRow }))) as Row,
    findOne: async <Row>({ where }: { where: CleanedWhere[] }) =>
      (await noting(database().client.apiKey.findUnique({ where: oneKey(where) }))) as Row | null,
    update: async <Row>({ where, update }: { where: CleanedWhere[]; update: Row }) =>
      (await noting(
        database()
          .client.apiKey.update({ where: oneKey(where), data: update as Change })
          .catch((error: unknown) => {
            if (isNotFound(error)) return null;
            throw error;
          }),
      )) as Row | null,
    delete: async () => {},
    deleteMany: async () => 0,
    updateMany: notAsked,
    findMany: notAsked,
    count: notAsked,
  }),
});

async function notAsked(): Promise<never> {
  throw new Error("The key plugin asks for what it has not asked for so far.");
}

/** By id or by hash: the two columns that name one key. */
function oneKey(where: CleanedWhere[]): OneRow {
  const [{ field, operator, value } = { field: "", operator: "", value: null }, ...more] = where;
  if (more.length === 0 && operator === "eq" && typeof value === "string") {
    if (field === "id") return { id: value };
    if (field === "key") return { key: value };
  }
  throw new Error("The key plugin looks for keys in another way than so far.");
}
