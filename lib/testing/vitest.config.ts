import { defineConfig } from "vitest/config";

/** Where the test command wants the results as JSON; absent when a person runs vitest by hand. */
const results = process.env.ALOUD_RESULTS;

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["{app,components,lib,prisma}/**/*.test.{ts,tsx}"],
    environment: "node",
    // Tests that seal a key leave no file of theirs in the data directory of whoever runs them.
    env: { ALOUD_SECRET: "the secret of the tests, long enough" },
    globalSetup: ["lib/testing/postgres-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Two cores: as many workers as the smallest machine has.
    maxWorkers: 2,
    reporters: results ? ["default", ["json", { outputFile: results }]] : ["default"],
  },
});
