/**
 * The run log on SQLite: prepared statements on Prisma's own connection, under Prisma's own lock. Writes of live runs do not
 * queue behind the starts of others.
 */
import { checkBatches, type EndColumns, type EventLog, type EventRow, endColumns, fromRow, toRow } from "./events.ts";
import type { SqliteConnection } from "./sqlite-adapter.ts";
import { withPatience } from "./storage-trouble.ts";

/** The condition of every write: still running, still ours, and the next number. Zero rows changed means lost. */
const fence = "WHERE id = @runId AND epoch = @epoch AND status = 'running' AND lastSeq = @first - 1";

type Fence = { runId: string; epoch: number; first: number; last: number };
type Checked = ReturnType<typeof checkBatches>[number];

export function sqliteEventLog({ raw, lock }: SqliteConnection): EventLog {
  const advance = raw.prepare<[Fence]>(`UPDATE run SET lastSeq = @last ${fence}`);
  const finish = raw.prepare<[Fence & EndColumns]>(
    `UPDATE run SET lastSeq = @last, status = @status, reason = @reason, view = @view, effortSent = @effortSent, endedAt = @endedAt, cost = @cost ${fence}`,
  );
  const date = raw.prepare<[{ runId: string; endedAt: number }]>(
    "UPDATE conversation SET updatedAt = @endedAt WHERE id = (SELECT conversationId FROM run WHERE id = @runId) AND updatedAt < @endedAt",
  );
  const insert = raw.prepare<[string, number, number, string, string]>(
    "INSERT INTO run_event (runId, seq, at, type, payload) VALUES (?, ?, ?, ?, ?)",
  );
  const select = raw
    .prepare<[string, number, number], EventRow>(
      "SELECT seq, at, type, payload FROM run_event WHERE runId = ? AND seq > ? ORDER BY seq LIMIT ?",
    )
    .safeIntegers(false);

  const insertAll = ({ runId, events }: Checked) => {
    for (const event of events) {
      const { seq, at, type, payload } = toRow(event);
      insert.run(runId, seq, at, type, payload);
    }
  };
  // The driver's transaction() is synchronous, so nothing can come between, and it rolls back when COMMIT fails.
  const appendAll = raw.transaction((batches: readonly Checked[]): Set<string> => {
    const lost = new Set<string>();
    for (const batch of batches) {
      const { runId, epoch, first, last } = batch;
      if (advance.run({ runId, epoch, first, last }).changes === 1) insertAll(batch);
      else lost.add(runId);
    }
    return lost;
  });
  const endOne = raw.transaction((batch: Checked, columns: EndColumns): boolean => {
    const { runId, epoch, first, last } = batch;
    if (finish.run({ runId, epoch, first, last, ...columns }).changes === 0) return false;
    date.run({ runId, endedAt: columns.endedAt });
    insertAll(batch);
    return true;
  });

  return {
    async append(batches) {
      const checked = checkBatches(batches);
      if (checked.length === 0) return new Set();
      return lock.run(() => withPatience(() => appendAll.immediate(checked)), true);
    },
    async end(batch) {
      const columns = endColumns(batch.events, batch.view);
      const [checked] = checkBatches([batch]);
      if (!checked) return false;
      return lock.run(() => withPatience(() => endOne.immediate(checked, columns)), true);
    },
    read: (runId, after, limit) =>
      lock.run(() => withPatience(() => select.all(runId, after, limit).map((row) => fromRow(runId, row)))),
  };
}
