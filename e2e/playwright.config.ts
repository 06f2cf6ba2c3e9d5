import { defineConfig } from "@playwright/test";
import { chromiumFlags } from "#lib/testing/chromium-flags.ts";

/** Where the test command wants the results as JSON; absent when a person runs Playwright by hand. */
const results = process.env.ALOUD_RESULTS;

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: results ? [["list"], ["json", { outputFile: results }]] : [["list"]],
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.ALOUD_CHROMIUM ?? "/usr/bin/chromium",
      args: chromiumFlags,
    },
  },
});
