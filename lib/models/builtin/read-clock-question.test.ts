import { describe, expect, it } from "vitest";
import { readClockQuestion } from "./read-clock-question.ts";
import { wallClock } from "./zones.ts";

const now = (wanted: "time" | "date", zone: string | null = null) => ({
  kind: "now",
  wanted,
  place: zone === null ? null : { zone },
});

describe("questions about now", () => {
  it.each([
    ["What time is it?", now("time")],
    ["what's the time right now", now("time")],
    ["Do you know what time it is?", now("time")],
    ["What is the current time in Tokyo?", now("time", "Asia/Tokyo")],
    ["what time is it in New York now?", now("time", "America/New_York")],
    ["time in são paulo", null],
    ["What time is it in Germany?", now("time", "Europe/Berlin")],
    ["What time is it in UTC?", now("time", "UTC")],
    ["What time is it in Europe/Berlin?", now("time", "Europe/Berlin")],
    ["What is today's date?", now("date")],
    ["What's the date?", now("date")],
    ["what day is it today", now("date")],
    ["What day of the week is it in Auckland?", now("date", "Pacific/Auckland")],
    ["What year is it?", now("date")],
    ["What time is it in Narnia?", null],
    ["What time is it in 3 hours", null],
    ["What is the time complexity of quicksort?", null],
    ["What day is Christmas?", null],
    ["What is the date in 3 weeks?", null],
    ["What time is dinner?", null],
    ["Is it time to go?", null],
  ])("%j is read as what it asks", (question, wanted) => {
    const read = readClockQuestion(question);
    if (wanted === null) expect(read).toBeNull();
    else expect(read).toMatchObject(wanted);
  });
});

describe("questions about an hour elsewhere", () => {
  it.each([
    ["What is 9:00 in New York in Tokyo?", "09:00", "America/New_York", "Asia/Tokyo"],
    ["3 pm London time in Sydney time", "15:00", "Europe/London", "Australia/Sydney"],
    ["Convert 12 am UTC to Berlin time", "00:00", "UTC", "Europe/Berlin"],
    ["When it is 12:30 pm in Paris, what time is it in Los Angeles?", "12:30", "Europe/Paris", "America/Los_Angeles"],
    ["If it's noon in Rome what time is it in India?", "12:00", "Europe/Rome", "Asia/Kolkata"],
  ])("%j is read as an hour and two places", (question, at, from, to) => {
    expect(readClockQuestion(question)).toMatchObject({ kind: "elsewhere", at, from: { zone: from }, to: { zone: to } });
  });

  it.each(["25:00 in London in Tokyo", "13 pm in London in Tokyo", "10 km in miles", "9:00 in London in Narnia", "5 in Rome"])(
    "%j is none",
    (question) => expect(readClockQuestion(question)).toBeNull(),
  );
});

it("the clock on a wall follows its zone, summer time and all", () => {
  expect(wallClock(Date.UTC(2026, 6, 1, 22, 5), "Europe/Berlin")).toEqual({ year: 2026, month: 7, day: 2, hour: 0, minute: 5 });
  expect(wallClock(Date.UTC(2026, 11, 1, 22, 5), "Europe/Berlin")).toMatchObject({ day: 1, hour: 23 });
  expect(wallClock(0, "Nowhere/Land")).toBeNull();
});
