/** Owns: the tool that knows the time, zones and the calendar. */
import { z } from "zod";
import { readTime } from "./date-time/read-time.ts";
import { addDuration, durationUnits, timesApart } from "./date-time/shift-time.ts";
import { durationText, showApart, showTimes } from "./date-time/show-time.ts";
import { zoneNamed } from "./date-time/zones.ts";
import { defineTool } from "./schema.ts";
import { type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

const amount = z.int().min(-1_000_000_000).max(1_000_000_000).optional();
const time = z.string().min(1).max(100);
const zone = z.string().min(1).max(60);

const input = z.strictObject({
  action: z
    .enum(["now", "convert", "difference", "add", "describe"])
    .describe(
      "now: the present time. convert: `time` in other `zones`. difference: from `time` to `until`. add: `duration` to `time`. describe: weekday, ISO week and more of `time`",
    ),
  time: time
    .optional()
    .describe(
      '"now" (the default), "2026-03-29", "2026-03-29T14:30", with "Z", "+02:00" or "[Asia/Tokyo]" at its end, or "14:30" for today',
    ),
  until: time.optional().describe("For difference: the other time, written the same way"),
  zone: zone.optional().describe("IANA zone of times that name none, e.g. Europe/Berlin. Default: the person's own"),
  zones: z.array(zone).max(20).optional().describe("For now and convert: zones to show the time in"),
  duration: z
    .strictObject(
      Object.fromEntries(durationUnits.map((unit) => [unit, amount])) as Record<(typeof durationUnits)[number], typeof amount>,
    )
    .optional()
    .describe("For add: whole numbers, negative to go back"),
});

type DateTimeInput = z.infer<typeof input>;

export const dateTime = defineTool<DateTimeInput>({
  name: "date_time",
  title: "Date and time",
  purpose: "Knows the present time, time zones and the calendar.",
  description:
    "Tells the present date and time, converts times between time zones (with daylight saving), counts the time between two dates or times, adds durations, and tells weekday, ISO week and day of the year. Use it whenever an answer depends on the present date, and for every calculation with dates.",
  input,
  effect: "read-only",
  timeoutMs: 5000,
  say,
  run: async (given, context) => run(given, context),
});

function say({ action, time = "now", until = "now", zone, zones = [], duration = {} }: DateTimeInput): string {
  const where = zones.length > 0 ? zones.join(", ") : zone;
  const inZone = zone === undefined ? "" : ` in ${zone}`;
  switch (action) {
    case "now":
      return where === undefined ? "The present time" : `The present time in ${where}`;
    case "convert":
      return `${time}${inZone} → ${where ?? "other zones"}`;
    case "difference":
      return `From ${time} to ${until}${inZone}`;
    case "add":
      return `${time}${inZone} + ${durationText(duration)}`;
    case "describe":
      return `What is known of ${time}${inZone}`;
    default:
      return action satisfies never;
  }
}

function run(
  { action, time = "now", until, zone, zones = [], duration }: DateTimeInput,
  { clock, timeZone }: ToolContext,
): ToolOutput {
  const present = { now: Math.floor(clock.now() / 1000) * 1000, zone: zoneNamed(zone ?? timeZone) };
  const read = readTime(action === "now" ? "now" : time, present);
  switch (action) {
    case "now":
    case "convert": {
      if (read.kind === "date") throw new ToolFailure("A date without a time is the same in every zone. Give the time as well.");
      if (action === "convert" && zones.length === 0) throw new ToolFailure("`zones` must name the zones to convert to.");
      const shownIn = zones.length > 0 ? zones.map(zoneNamed) : [read.zone];
      return showTimes(
        action === "convert" ? read : null,
        shownIn.map((each) => ({ ...read, zone: each, note: null })),
      );
    }
    case "difference": {
      if (until === undefined) throw new ToolFailure("`until` must say to which time to count.");
      const other = readTime(until, present);
      return showApart(read, other, timesApart(read, other));
    }
    case "add": {
      if (duration === undefined || Object.keys(duration).length === 0) throw new ToolFailure("`duration` must say what to add.");
      return showTimes(read, [addDuration(read, duration)]);
    }
    case "describe":
      return showTimes(null, [read]);
    default:
      return action satisfies never;
  }
}
