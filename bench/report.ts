/** Owns: the table of a benchmark run, on the terminal and in `bench/results`. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { short } from "./numbers.ts";
import { root } from "./processes.ts";

export interface Row {
  what: string;
  value: number;
  unit: string;
  /** The most it may be, or the least when `isLeast`; absent for figures that are only reported. */
  goal?: number;
  isLeast?: boolean;
  note?: string;
}

/** True, false, or null for a figure without a goal. */
function isMet({ value, goal, isLeast }: Row): boolean | null {
  if (goal === undefined) return null;
  return isLeast ? value >= goal : value <= goal;
}

export function toMarkdown(title: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const met = isMet(row);
    const goal = row.goal === undefined ? "" : `${row.isLeast ? "≥" : "≤"} ${short(row.goal)}`;
    return `| ${row.what} | ${short(row.value)} ${row.unit} | ${goal} | ${met === null ? "" : met ? "met" : "missed"} | ${row.note ?? ""} |`;
  });
  return [`## ${title}`, "", "| what | measured | goal | | note |", "|---|---|---|---|---|", ...lines, ""].join("\n");
}

/** Prints the sections and writes `bench/results/<name>.md` with the commit and the machine they belong to. */
export function writeReport(name: string, sections: readonly { title: string; rows: readonly Row[] }[]) {
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { cwd: root, encoding: "utf8" }).trim();
  const head = `# ${name}\n\nCommit ${commit}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}.\n`;
  const text = [head, ...sections.map(({ title, rows }) => toMarkdown(title, rows))].join("\n");
  mkdirSync(join(root, "bench/results"), { recursive: true });
  writeFileSync(join(root, `bench/results/${name}.md`), text);
  process.stdout.write(`\n${text}\n`);
}
