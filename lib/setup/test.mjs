// `npm test`: all set-up, then checks, unit and integration tests on both databases, and the end-to-end tests.
// Ends with one line, "N passed, N failed".
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { ensureBuild, ensureClients } from "./build.mjs";
import { ensureDependencies, pinnedNode } from "./dependencies.mjs";
import { run } from "./run.mjs";

const totals = { passed: 0, failed: 0 };

/** For one check or suite; all of them together take about seven minutes on two cores. What hangs is a failure. */
const timeoutMs = 25 * 60_000;

process.on("exit", (code) => {
  // A set-up step that ended the process is a failure of the whole.
  if (code !== 0 && totals.failed === 0) totals.failed = 1;
  process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
});

await ensureDependencies({ withTools: true });
const node = await pinnedNode();
await ensureClients(node);
await ensureBuild(node);
const browser = await ensureBrowser(node);

await check("Format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]);
await check("Types", ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"]);
await suite(
  "Unit and integration tests",
  ["node_modules/vitest/vitest.mjs", "run", "--config", "lib/testing/vitest.config.ts"],
  countVitest,
);
await suite(
  "End-to-end tests",
  ["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts"],
  countPlaywright,
);
process.exit(totals.failed > 0 ? 1 : 0);

/** A check is one test: it passes or it does not. */
async function check(title, args) {
  process.stdout.write(`\n${title}\n`);
  const { code } = await run(node, args, { show: true, timeoutMs });
  totals[code === 0 ? "passed" : "failed"] += 1;
}

/** Runs a test runner that also writes its results as JSON, and adds what it counted. No results, or a bad exit without a failure, is one failure. */
async function suite(title, args, count) {
  process.stdout.write(`\n${title}\n`);
  const file = join(tmpdir(), `aloud-results-${process.pid}.json`);
  rmSync(file, { force: true });
  const { code } = await run(node, args, { show: true, timeoutMs, env: { ALOUD_RESULTS: file, ALOUD_CHROMIUM: browser } });
  let counted = { passed: 0, failed: 0 };
  try {
    counted = count(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    process.stderr.write(`The results of "${title}" could not be read: ${error.message}\n`);
  }
  if (counted.failed === 0 && (code !== 0 || counted.passed === 0)) counted.failed = 1;
  totals.passed += counted.passed;
  totals.failed += counted.failed;
  rmSync(file, { force: true });
}

function countVitest(results) {
  return {
    passed: results.numPassedTests,
    failed:
      results.numFailedTests +
      results.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length,
  };
}

function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
