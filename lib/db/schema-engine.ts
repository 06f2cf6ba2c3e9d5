/** Prisma's own schema engine, compiled to WebAssembly: no download and no binary. Loading it takes a moment, so only a migration does. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

type Glue = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

const glueName = "@prisma/schema-engine-wasm/schema_engine_bg";

/** The glue keeps its instance in a variable of its module: one instance per process, or the second breaks the first. */
let loading: Promise<Glue> | null = null;

/** An engine on the database behind `factory`; call `free()` on it. `schema` is a list of [path, content], needed only to diff. */
export async function loadSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema?: [string, string][],
): Promise<SchemaEngine> {
  loading ??= load();
  const { SchemaEngine } = await loading;
  return SchemaEngine.new({ datamodels: schema }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

async function load(): Promise<Glue> {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmFile = fileURLToPath(import.meta.resolve(glueName)).replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(wasmFile), { "./schema_engine_bg.js": { ...glue } });
  const exports = instance.exports as unknown as { __wbindgen_start(): void };
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue;
}
