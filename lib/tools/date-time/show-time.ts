/** Owns: times and spans as a model is given them and as a person is shown them. */
import type { ToolOutput } from "../tool.ts";
import { type DescribedTime, describeTime } from "./describe-time.ts";
import type { ReadTime } from "./read-time.ts";
import { type Apart, type Duration, durationUnits } from "./shift-time.ts";

/** `from`: what `times` were made of. */
export function showTimes(from: ReadTime | null, times: ReadTime[]): ToolOutput {
  const described = times.map(describeTime);
  const notes = [from, ...times].flatMap((read) => (read?.kind === "time" && read.note !== null ? [read.note] : []));
  const first = described[0];
  const result = {
    ...(from && { from: describeTime(from).iso }),
    ...(described.length === 1 && first ? flat(first) : { times: described.map(flat) }),
    ...(notes.length > 0 && { notes }),
  };
  if (described.length === 1 && first)
    return { result, shown: { kind: "table", columns: ["Name", "Value"], rows: rowsOf(first, notes) } };
  const rows = described.map(({ time, iso, weekday }) => [time?.zone ?? "", iso, weekday]);
  return { result, shown: { kind: "table", columns: ["Zone", "Time", "Day"], rows: [...rows, ...notes.map((note) => [note])] } };
}

function flat({ time, ...described }: DescribedTime) {
  return { ...described, ...time };
}

function rowsOf({ iso, weekday, isoWeek, dayOfYear, time }: DescribedTime, notes: string[]): (string | number)[][] {
  return [
    [time ? "Time" : "Date", iso],
    ["Weekday", weekday],
    ...(time
      ? [
          ["Zone", time.zone],
          ["UTC", time.utc],
        ]
      : []),
    ["ISO week", isoWeek],
    ["Day of the year", dayOfYear],
    ...notes.map((note) => ["Note", note]),
  ];
}

export function showApart(from: ReadTime, to: ReadTime, apart: Apart): ToolOutput {
  const notes = [from, to].flatMap((read) => (read.kind === "time" && read.note !== null ? [read.note] : []));
  const text = apart.sign === 0 ? "no time" : durationText(apart.calendar);
  const direction = ["earlier", "the same", "later"][apart.sign + 1];
  const result = {
    from: describeTime(from).iso,
    until: describeTime(to).iso,
    difference: text,
    direction,
    calendar: apart.calendar,
    totalDays: apart.totalDays,
    ...(apart.totalSeconds !== null && { totalSeconds: apart.totalSeconds }),
    workingDaysMondayToFriday: apart.workingDays,
    ...(notes.length > 0 && { notes }),
  };
  const rows: (string | number)[][] = [
    ["From", result.from],
    ["Until", result.until],
    ["Apart", apart.sign < 0 ? `${text} (the second is earlier)` : text],
    ["In days", apart.totalDays],
    ...(apart.totalSeconds === null ? [] : [["In seconds", apart.totalSeconds]]),
    ["Monday to Friday", `${apart.workingDays} days`],
    ...notes.map((note) => ["Note", note]),
  ];
  return { result, shown: { kind: "table", columns: ["Name", "Value"], rows } };
}

/** "2 years, 1 day"; "nothing" for none. */
export function durationText(duration: Duration): string {
  const parts = durationUnits.flatMap((unit) => {
    const count = duration[unit] ?? 0;
    return count === 0 ? [] : [`${count} ${Math.abs(count) === 1 ? unit.slice(0, -1) : unit}`];
  });
  return parts.length > 0 ? parts.join(", ") : "nothing";
}
