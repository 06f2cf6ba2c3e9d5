import type { MigrationTarget } from "./migrate.ts";
import type { SqliteConnection } from "./sqlite-adapter.ts";

/** Only for the time before anything else uses the connection. */
export function sqliteTarget({ raw, factory }: SqliteConnection): MigrationTarget {
  return {
    factory,
    async applied() {
      const table = raw.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_prisma_migrations'").get();
      if (table === undefined) return [];
      const rows = raw
        .prepare<[], { name: string; finishedAt: unknown }>(
          "SELECT migration_name AS name, finished_at AS finishedAt FROM _prisma_migrations WHERE rolled_back_at IS NULL",
        )
        .all();
      return rows.map(({ name, finishedAt }) => ({ name, isFinished: finishedAt !== null }));
    },
    async atomically(work) {
      // Rebuilding a table drops the old one, which would delete what refers to it; inside a transaction this pragma does nothing.
      raw.pragma("foreign_keys = OFF");
      raw.exec("BEGIN IMMEDIATE");
      try {
        await work();
        const broken = raw.prepare("PRAGMA foreign_key_check").all();
        if (broken.length > 0) throw new Error(`${broken.length} rows would refer to nothing.`);
        raw.exec("COMMIT");
      } finally {
        if (raw.inTransaction) raw.exec("ROLLBACK");
        raw.pragma("foreign_keys = ON");
        // The engine takes the file for itself; backups should be able to read it. The next read gives it back.
        raw.pragma("locking_mode = NORMAL");
        raw.prepare("SELECT 1 FROM sqlite_schema").get();
      }
    },
  };
}
