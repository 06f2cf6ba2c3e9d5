/** Owns: testing a connection on demand, one test at a time, and keeping what was found. */
import { AppError } from "#lib/core/errors.ts";
import { remember } from "#lib/core/remember.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { forgetConnectionsOf, type ViewerConnection } from "./of-viewer.ts";
import { type ProbeOptions, probe } from "./probe.ts";
import { findConnection } from "./store.ts";
import { passingReports } from "./summary.ts";
import type { TestReport, TestStep } from "./test-report.ts";

/**
 * The steps of a test as they are known; returns the report, which is kept unless the signal ended the test.
 * Throws AppError `not-found`, or `conflict` while this connection is being tested.
 */
export async function testConnection(
  viewer: Viewer,
  id: string,
  options: ProbeOptions,
): Promise<AsyncGenerator<TestStep, TestReport>> {
  const target = await findConnection(viewer, id);
  if (running().has(id)) throw underWay(target);
  return test(viewer, target, options);
}

/** Ids are unique among all people. */
const running = () => remember("connections.tests", () => new Set<string>());

function underWay({ name }: ViewerConnection): AppError {
  return new AppError("conflict", { message: `${name} is being tested already.` });
}

/** Takes its turn when it is first read from: one that nobody reads must not stand in the way. */
async function* test(viewer: Viewer, target: ViewerConnection, options: ProbeOptions): AsyncGenerator<TestStep, TestReport> {
  if (running().has(target.id)) throw underWay(target);
  running().add(target.id);
  try {
    const report = yield* probe(target, options);
    if (!options.signal.aborted) await keep(viewer, target, report);
    return report;
  } finally {
    running().delete(target.id);
  }
}

/** A connection that was changed while it was tested keeps no report of what it was before. */
async function keep(viewer: Viewer, { id, row }: ViewerConnection, report: TestReport): Promise<void> {
  if (row === null) {
    passingReports().set(id, report);
    return;
  }
  const where = { id, userId: viewer.userId, updatedAt: row.updatedAt };
  await database().client.connection.updateMany({ where, data: { testReport: JSON.stringify(report) } });
  forgetConnectionsOf(viewer);
}
