import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { mostLinesPerFile, outsideRooms, rooms, typeImports } from "./rooms.ts";

const root = join(import.meta.dirname, "..");

/** Every source file of ours, as a path from the root with forward slashes. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ["client", "schema"].includes(entry.name) && folder.startsWith("prisma/") ? [] : sources(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

const files = ["app", "components", "lib", "prisma", "e2e"].flatMap(sources);

/** The room a path lies in; undefined for `lib/rooms.ts` itself. */
function roomOf(path: string): string | undefined {
  return [...Object.keys(rooms), ...outsideRooms].find((room) => path.startsWith(`${room}/`));
}

interface Import {
  from: string;
  target: string;
  isTypeOnly: boolean;
}

/** Imports of our own files, and of packages as they are written. */
function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|(?:^|[^.\w])import\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g,
  );
  return [...found].map(([, type, from, dynamic, bare]) => {
    const specifier = from ?? dynamic ?? bare ?? "";
    const target = specifier.startsWith("#")
      ? specifier.slice(1)
      : specifier.startsWith(".")
        ? relative(root, join(root, dirname(path), specifier)).replaceAll("\\", "/")
        : specifier;
    return { from: path, target, isTypeOnly: type !== undefined };
  });
}

function isAllowed({ from, target, isTypeOnly }: Import): boolean {
  const here = roomOf(from);
  const there = roomOf(target);
  if (here === undefined || there === undefined || here === there) return true;
  if (outsideRooms.includes(here) || /\.test\.tsx?$/.test(from)) return true;
  return rooms[here]?.includes(there) || (isTypeOnly && (typeImports[here]?.includes(there) ?? false));
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
/** Protocols of others, each in a folder of its own, are spoken by the server alone. */
const isForeignWire = (path: string) => /^lib\/wire\/[^/]+\//.test(path);
const isOutside = (path: string) => outsideRooms.some((room) => path.startsWith(`${room}/`));

describe("the rooms", () => {
  it("finds the files and the imports it is to judge", () => {
    expect(files).toContain("lib/reasoning/event.ts");
    expect(importsOf("lib/reasoning/event.ts").map((each) => each.target)).toContain("lib/core/errors.ts");
    expect(isAllowed({ from: "lib/core/id.ts", target: "lib/db/client.ts", isTypeOnly: false })).toBe(false);
    expect(isAllowed({ from: "components/x.tsx", target: "lib/models/model.ts", isTypeOnly: true })).toBe(true);
    expect(isAllowed({ from: "components/x.tsx", target: "lib/models/model.ts", isTypeOnly: false })).toBe(false);
  });

  it("import only downwards", () => {
    const wrong = files.flatMap(importsOf).filter((each) => !isAllowed(each));
    expect(wrong).toEqual([]);
  });

  it("leave process.env to core/env.ts", () => {
    const readers = files.filter(
      (path) => !isOutside(path) && !isTest(path) && path !== "lib/core/env.ts" && !path.endsWith(".mjs"),
    );
    expect(readers.filter((path) => /process\.env\b/.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
  });

  it("leave the generated clients to lib/db", () => {
    const wrong = files
      .flatMap(importsOf)
      .filter((each) => /^prisma\/(sqlite|postgres)\/client\//.test(each.target) && roomOf(each.from) !== "lib/db");
    expect(wrong).toEqual([]);
  });

  it("keep React out of lib, except lib/client", () => {
    const wrong = files
      .flatMap(importsOf)
      .filter(
        (each) => /^react(-dom)?(\/|$)/.test(each.target) && each.from.startsWith("lib/") && !each.from.startsWith("lib/client/"),
      );
    expect(wrong).toEqual([]);
  });

  it("keep what reaches the browser free of zod and of Node's own modules", () => {
    const browser = files.filter((path) => /^(components|lib\/(client|reasoning|wire))\//.test(path) && !isTest(path));
    const wrong = browser
      .filter((path) => !isForeignWire(path))
      .flatMap(importsOf)
      .filter(({ isTypeOnly, target }) => !isTypeOnly && (/^(zod|node:)/.test(target) || isForeignWire(target)));
    expect(wrong).toEqual([]);
  });

  it(`keep every file within ${mostLinesPerFile} lines`, () => {
    const long = files
      .map((path) => ({ path, lines: readFileSync(join(root, path), "utf8").split("\n").length - 1 }))
      .filter(({ lines }) => lines > mostLinesPerFile);
    expect(long).toEqual([]);
  });
});
