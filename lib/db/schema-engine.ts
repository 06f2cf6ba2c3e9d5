/** Prisma's own schema engine, compiled to WebAssembly: no download and no binary. Loading it takes a moment, so only a migration does. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

const moduleName = "@prisma/schema-engine-wasm/schema_engine_bg";

/** An engine on the database behind `factory`; call `free()` on it. `schema` is a list of [path, content], needed only to diff. */
export async function loadSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema?: [string, string][],
): Promise<SchemaEngine> {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmFile = fileURLToPath(import.meta.resolve(moduleName)).replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(wasmFile), { "./schema_engine_bg.js": { ...glue } });
  const exports = instance.exports as unknown as { __wbindgen_start(): void };
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue.SchemaEngine.new({ datamodels: schema }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}
