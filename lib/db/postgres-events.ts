/** The run log on PostgreSQL: one statement, hence one transaction and one round trip, for all runs of a tick. */
import type { Pool } from "pg";
import { checkBatches, type EventLog, type EventRow, endColumns, fromRow, toRow } from "./events.ts";
import { withPatience } from "./storage-trouble.ts";

/** Still running, still ours, and the next number. The update locks the run's row, so a takeover waits for the append in flight. */
const fence = `run.id = own.id AND run.epoch = own.epoch AND run.status = 'running' AND run."lastSeq" = own.first - 1`;
const owners = "unnest($1::text[], $2::int[], $3::int[], $4::int[]) AS own (id, epoch, first, last)";
const writeEvents = `INSERT INTO run_event ("runId", seq, at, type, payload)
    SELECT event.* FROM unnest($5::text[], $6::int[], $7::bigint[], $8::text[], $9::text[]) AS event ("runId", seq, at, type, payload)
    JOIN held ON held.id = event."runId"`;
const append = `WITH held AS (
    UPDATE run SET "lastSeq" = own.last FROM ${owners} WHERE ${fence} RETURNING run.id
  ), written AS (${writeEvents}) SELECT id FROM held`;
const end = `WITH held AS (
    UPDATE run SET "lastSeq" = own.last, status = $10, reason = $11, view = $12, "effortSent" = $13, "endedAt" = $14, cost = $15
    FROM ${owners} WHERE ${fence} RETURNING run.id, run."conversationId"
  ), dated AS (
    UPDATE conversation SET "updatedAt" = $14 FROM held WHERE conversation.id = held."conversationId" AND "updatedAt" < $14
  ), written AS (${writeEvents}) SELECT id FROM held`;
const alreadyThere = `SELECT run.id FROM run, ${owners} WHERE run.id = own.id AND run.epoch = own.epoch AND run."lastSeq" = own.last`;
const read = `SELECT seq, at::float8 AS at, type, payload FROM run_event WHERE "runId" = $1 AND seq > $2 ORDER BY seq LIMIT $3`;

type Checked = ReturnType<typeof checkBatches>[number];

export function postgresEventLog(pool: Pool): EventLog {
  const query = async <Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> =>
    (await pool.query<Row>({ name: `aloud-${name}`, text, values })).rows;

  /** The ids that hold what was sent. After a lost connection nobody knows whether the statement was committed, so it is looked up. */
  const write = async (name: string, text: string, batches: Checked[], more: unknown[] = []): Promise<Set<string>> => {
    const own = ownerColumns(batches);
    const values = [...own, ...eventColumns(batches), ...more];
    return withPatience(async (triedBefore) => {
      const held = new Set((await query<{ id: string }>(name, text, values)).map(({ id }) => id));
      if (triedBefore > 0 && held.size < batches.length) {
        for (const { id } of await query<{ id: string }>("there", alreadyThere, own)) held.add(id);
      }
      return held;
    });
  };

  return {
    async append(batches) {
      const checked = checkBatches(batches);
      if (checked.length === 0) return new Set();
      const held = await write("append", append, checked);
      return new Set(checked.map(({ runId }) => runId).filter((runId) => !held.has(runId)));
    },
    async end(batch) {
      const { status, reason, view, effortSent, endedAt, cost } = endColumns(batch.events, batch.view);
      const held = await write("end", end, checkBatches([batch]), [status, reason, view, effortSent, endedAt, cost]);
      return held.has(batch.runId);
    },
    async read(runId, after, limit) {
      const rows = await withPatience(() => query<EventRow>("read", read, [runId, after, limit]));
      return rows.map((row) => fromRow(runId, row));
    },
  };
}

function ownerColumns(batches: Checked[]): unknown[] {
  return [
    batches.map(({ runId }) => runId),
    batches.map(({ epoch }) => epoch),
    batches.map(({ first }) => first),
    batches.map(({ last }) => last),
  ];
}

function eventColumns(batches: Checked[]): unknown[] {
  const rows = batches.flatMap(({ runId, events }) => events.map((event) => ({ runId, ...toRow(event) })));
  return [
    rows.map(({ runId }) => runId),
    rows.map(({ seq }) => seq),
    rows.map(({ at }) => at),
    rows.map(({ type }) => type),
    rows.map(({ payload }) => payload),
  ];
}
