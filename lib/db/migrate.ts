/** Owns: bringing a database to this application's tables when it starts. The SQL lives in `prisma/<database>/migrations`, in Prisma's own format. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { loadSchemaEngine } from "./schema-engine.ts";
import { StartError } from "./start-error.ts";

export interface MigrationTarget {
  factory: SqlMigrationAwareDriverAdapterFactory;
  /** The rows of Prisma's own table that were not rolled back; none when the table is not there. */
  applied(): Promise<{ name: string; isFinished: boolean }[]>;
  /** Runs `work` in one transaction: a failure leaves the database as it was. */
  atomically(work: () => Promise<void>): Promise<void>;
}

export function migrationsFolder(database: "sqlite" | "postgres"): string {
  return fileURLToPath(new URL(`../../prisma/${database}/migrations`, import.meta.url));
}

/**
 * Applies what is missing and returns the names. With nothing to do it only reads one small table. Throws StartError, having
 * changed nothing, when the database is newer than this application, when an update once failed half-way, or when one fails now.
 */
export async function migrate(target: MigrationTarget, folder: string): Promise<string[]> {
  const ours = migrationNames(folder);
  const applied = await target.applied();
  const foreign = applied.filter(({ name }) => !ours.includes(name));
  if (foreign.length > 0) {
    throw new StartError(
      `This database was made by a newer version of the application (it holds ${foreign[0]?.name}). Nothing was changed. Start the newer version again, or use another database.`,
    );
  }
  const broken = applied.find(({ isFinished }) => !isFinished);
  if (broken) {
    throw new StartError(
      `An earlier update of this database (${broken.name}) did not finish. Nothing was changed. Restore the last backup and start again.`,
    );
  }
  const missing = ours.filter((name) => !applied.some((row) => row.name === name));
  if (missing.length === 0) return [];
  try {
    await target.atomically(() => applyMissing(target.factory, folder, ours));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database could not be updated (${missing.join(", ")}); it was left as it was. ${reason}`, {
      cause: error,
    });
  }
  return missing;
}

/** Sorted: the names begin with the time they were made. */
export function migrationNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function applyMissing(factory: SqlMigrationAwareDriverAdapterFactory, folder: string, names: string[]): Promise<void> {
  const engine = await loadSchemaEngine(factory);
  try {
    await engine.applyMigrations({
      filters: { externalTables: [], externalEnums: [] },
      migrationsList: {
        baseDir: folder,
        lockfile: { path: "migration_lock.toml", content: readFileSync(join(folder, "migration_lock.toml"), "utf8") },
        shadowDbInitScript: "",
        migrationDirectories: names.map((path) => ({
          path,
          migrationFile: {
            path: "migration.sql",
            content: { tag: "ok", value: readFileSync(join(folder, path, "migration.sql"), "utf8") },
          },
        })),
      },
    });
  } finally {
    engine.free();
  }
}
