import fc from "fast-check";
import { unit } from "mathjs";
import { describe, expect, it } from "vitest";
import { ask, asNumber, decimal, isDeclined, near, runs } from "#lib/testing/ask-builtin.ts";

/** What a person types, and the name the other library has for it. */
const groups: [typed: string, theirs: string][][] = [
  [
    ["mm", "mm"],
    ["centimetres", "cm"],
    ["meters", "m"],
    ["km", "km"],
    ["inches", "inch"],
    ["ft", "ft"],
    ["yards", "yard"],
    ["miles", "mile"],
  ],
  [
    ["mg", "mg"],
    ["grams", "g"],
    ["kg", "kg"],
    ["tonnes", "tonne"],
    ["lbs", "lb"],
    ["ounces", "oz"],
    ["stone", "stone"],
  ],
  [
    ["seconds", "second"],
    ["minutes", "minute"],
    ["hours", "hour"],
    ["days", "day"],
    ["weeks", "week"],
  ],
  [
    ["square feet", "ft^2"],
    ["m²", "m^2"],
    ["hectares", "hectare"],
    ["square miles", "mile^2"],
    ["cm^2", "cm^2"],
    ["sq in", "in^2"],
  ],
  [
    ["litres", "litre"],
    ["ml", "ml"],
    ["cubic feet", "ft^3"],
    ["m³", "m^3"],
    ["cubic inches", "in^3"],
  ],
  [
    ["km/h", "km/h"],
    ["mph", "mile/h"],
    ["m/s", "m/s"],
    ["feet per second", "ft/s"],
    ["metres per minute", "m/minute"],
  ],
  [
    ["bits", "b"],
    ["bytes", "B"],
    ["kB", "kB"],
    ["MB", "MB"],
    ["GB", "GB"],
    ["Mbit", "Mb"],
    ["KiB", "KiB"],
    ["gibibytes", "GiB"],
  ],
  [
    ["°C", "degC"],
    ["fahrenheit", "degF"],
    ["kelvin", "K"],
  ],
];

const pair = fc.constantFrom(...groups).chain((group) => fc.tuple(fc.constantFrom(...group), fc.constantFrom(...group)));
const forms = [
  (n: string, a: string, b: string) => `Convert ${n} ${a} to ${b}`,
  (n: string, a: string, b: string) => `${n} ${a} in ${b}`,
  (n: string, a: string, b: string) => `what is ${n} ${a} in ${b}?`,
  (n: string, a: string, b: string) => `How many ${b} are in ${n} ${a}?`,
  (n: string, a: string, b: string) => `how many ${b} is ${n} ${a}`,
];

const amountOf = (question: string) => asNumber((ask(question).value as { value: string }).value);

describe("unit conversion", () => {
  it("agrees with another library for every pair of units", () => {
    fc.assert(
      fc.property(decimal(5000, 3), pair, fc.constantFrom(...forms), (n, [[from, theirFrom], [to, theirTo]], form) => {
        const wanted = unit(Number(n), theirFrom).toNumber(theirTo);
        expect(near(amountOf(form(n, from, to)), wanted, 1e-7)).toBe(true);
      }),
      runs(1000),
    );
  });

  it("reads amounts in several parts", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 11 }),
        fc.constantFrom("F feet I inches", "F'I\"", "F ft I in", "Fft Iin", "F feet and I inches"),
        (feet, inches, form) => {
          const text = form.replace("F", String(feet)).replace("I", String(inches));
          expect(amountOf(`${text} in cm`)).toBeCloseTo((feet * 12 + inches) * 2.54, 9);
        },
      ),
      runs(100),
    );
    expect(ask("170 cm in feet and inches").answer).toContain("5 feet and ≈ 6.929133858 inches");
    expect(ask("150 minutes in hours and minutes").answer).toContain("2 hours and 30 minutes");
  });

  it.each([
    ["98.6 F in C", 37],
    ["-40 °C to °F", -40],
    ["how many feet are in a mile", 5280],
    ["2 1/2 hours in minutes", 150],
    ["two and a half hours in minutes", 150],
    ["½ cup to tablespoons", 8],
    ["5 in in cm", 12.7],
    ["1,000 m in km", 1],
    ["100 Mbps in MB/s", 12.5],
    ["10 Mb in MB", 1.25],
    ["3 years in months", 36],
    ["2 weeks to days", 14],
    ["1 acre in square feet", 43_560],
  ])("%s is %d", (question, value) => expect(amountOf(question)).toBeCloseTo(value, 9));

  it("says which unit of a name it took, and when two units do not measure the same", () => {
    expect(ask("1 gallon in litres").answer).toContain("imperial gallon");
    expect(ask("500 MB in GB").answer).toContain("mebibyte");
    expect(ask("10 kg in metres").answer).toContain("cannot be turned");
    expect(ask("2 months in days").answer).toContain("28 to 31");
    expect(ask("-300 C to F").answer).toContain("absolute zero");
  });

  it.each([
    "5 foo in bar",
    "feet to cm to m",
    "5 dollars in euros",
    "convert my file to pdf",
    "100 in",
    "put 5 apples in bags",
    "5 6 km in m",
  ])("declines %s", (question) => {
    expect(isDeclined(question)).toBe(true);
  });
});
