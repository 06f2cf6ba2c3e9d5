// Writes the next migration of both databases: `node lib/setup/new-migration.mjs a_name`. Each is the difference between a database
// that all earlier migrations were applied to and the models as they are now. Read the SQL before committing it: see prisma/README.md.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { migrate, migrationsFolder } from "../db/migrate.ts";
import { postgresTarget } from "../db/postgres-open.ts";
import { loadSchemaEngine } from "../db/schema-engine.ts";
import { connectSqlite } from "../db/sqlite-adapter.ts";
import { sqliteTarget } from "../db/sqlite-migrate.ts";
import { startPostgres } from "../testing/postgres.ts";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Name the change in lower case, for example: node lib/setup/new-migration.mjs add_run_title");
  process.exit(2);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);

const folder = mkdtempSync(join(tmpdir(), "aloud-migration-"));
const sqlite = await connectSqlite(join(folder, "empty.db"));
await write("sqlite", sqliteTarget(sqlite));
sqlite.raw.close();
rmSync(folder, { recursive: true });

const server = await startPostgres();
const pool = new pg.Pool({ connectionString: await server.createDatabase(), max: 1 });
const target = postgresTarget(pool);
await write("postgres", { ...target, factory: readsCatalog(target.factory) });
await pool.end();
await server.stop();

async function write(database, target) {
  const migrations = migrationsFolder(database);
  mkdirSync(migrations, { recursive: true });
  await migrate(target, migrations);
  const files = schemaFiles(database);
  const engine = await loadSchemaEngine(
    target.factory,
    files.map(({ path, content }) => [path, content]),
  );
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: migrations },
    to: { tag: "schemaDatamodel", files },
    filters: { externalTables: [], externalEnums: [] },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
  });
  engine.free();
  const sql = (stdout ?? "").trim();
  if (sql === "" || sql.startsWith("-- This is an empty migration")) {
    console.log(`${database}: nothing to do.`);
    return;
  }
  const directory = join(migrations, `${stamp}_${name}`);
  mkdirSync(directory);
  writeFileSync(join(directory, "migration.sql"), `${sql}\n`);
  console.log(`${database}: wrote ${stamp}_${name}/migration.sql`);
}

/** The stock adapter cannot read the catalog's type "char" (oid 18), which describing a database needs and nothing else does. */
function readsCatalog(factory) {
  const columnTypes = new Map([
    [16, ColumnTypeEnum.Boolean],
    [18, ColumnTypeEnum.Character],
    [20, ColumnTypeEnum.Int64],
    [21, ColumnTypeEnum.Int32],
    [23, ColumnTypeEnum.Int32],
    [26, ColumnTypeEnum.Int64],
  ]);
  return {
    ...factory,
    async connect() {
      const adapter = await factory.connect();
      const queryRaw = async (query) => {
        try {
          return await adapter.queryRaw(query);
        } catch (error) {
          if (error.cause?.kind !== "UnsupportedNativeDataType") throw error;
        }
        const { fields, rows } = await pool.query({ text: query.sql, values: query.args, rowMode: "array" });
        return {
          columnNames: fields.map((field) => field.name),
          columnTypes: fields.map((field) => columnTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text),
          rows,
        };
      };
      return { ...adapter, queryRaw };
    },
  };
}

function schemaFiles(database) {
  const prisma = join(import.meta.dirname, "../../prisma");
  const models = readdirSync(join(prisma, "models")).map((file) => join(prisma, "models", file));
  return [join(prisma, database, "datasource.prisma"), ...models].map((path) => ({ path, content: readFileSync(path, "utf8") }));
}
