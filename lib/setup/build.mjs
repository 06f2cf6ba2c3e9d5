// Owns: the generated database clients and the production build, each made again only when its sources changed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";
import { fail, step } from "./say.mjs";
import { hashOf, readStamp, writeStamp } from "./stamp.mjs";

export async function ensureClients(node) {
  const sources = hashOf([
    "prisma/models",
    "prisma/sqlite/datasource.prisma",
    "prisma/postgres/datasource.prisma",
    "prisma/generate.mjs",
    "package-lock.json",
  ]);
  const exists = ["sqlite", "postgres"].every((kind) => existsSync(join(root, `prisma/${kind}/client/client.ts`)));
  if (exists && readStamp("clients") === sources) return;
  await step("Generating the database clients", async () => {
    const result = await run(node, ["prisma/generate.mjs"]);
    if (result.code !== 0) fail(result.output);
  });
  writeStamp("clients", sources);
}

const isNotBuilt = (path) =>
  /\.test\.tsx?$/.test(path) ||
  [
    "lib/testing",
    "lib/setup",
    "prisma/sqlite/client",
    "prisma/postgres/client",
    "prisma/sqlite/schema",
    "prisma/postgres/schema",
  ].includes(path);

export async function ensureBuild(node) {
  const sources = hashOf(
    ["app", "components", "lib", "prisma", "next.config.js", "tsconfig.json", "package.json", "package-lock.json"],
    isNotBuilt,
  );
  if (existsSync(join(root, ".next/BUILD_ID")) && readStamp("build") === sources) return;
  await step("Building the application", async () => {
    const result = await run(node, ["node_modules/next/dist/bin/next", "build"], { env: { NODE_ENV: "production" } });
    if (result.code !== 0) fail(`The application could not be built.\n${result.output}`);
  });
  writeStamp("build", sources);
}
