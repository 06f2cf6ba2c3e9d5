// Generates both clients: Prisma allows one datasource per schema, so the shared models are copied beside each of the two.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

for (const database of ["sqlite", "postgres"]) {
  const schema = join(here, database, "schema");
  rmSync(schema, { recursive: true, force: true });
  cpSync(join(here, "models"), schema, { recursive: true });
  cpSync(join(here, database, "datasource.prisma"), join(schema, "datasource.prisma"));
  const config = join(schema, "prisma.config.ts");
  // Generating needs no schema engine; naming a binary that exists stops the download of one.
  writeFileSync(config, 'process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;\nexport default { schema: "." };\n');
  const prisma = join(here, "../node_modules/prisma/build/index.js");
  const result = spawnSync(process.execPath, [prisma, "generate", "--config", config, "--no-hints"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
    encoding: "utf8",
  });
  if (result.status !== 0) {
    console.error(`prisma generate failed for ${database}:\n${result.stdout}\n${result.stderr}`);
    process.exit(1);
  }
}
