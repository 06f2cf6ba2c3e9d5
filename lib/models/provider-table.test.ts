import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ProviderRow } from "#lib/testing/providers/row.ts";
import { type ProviderKind, providerKinds } from "./provider-kinds.ts";

const columns: [string, (row: ProviderRow) => string][] = [
  ["provider", (row) => row.name],
  ["reads thinking", (row) => row.readsThinking],
  ["thinks between tool calls", (row) => row.interleavesTools],
  ["effort", (row) => row.effort],
  ["off", (row) => row.off],
  ["sends back", (row) => row.sendsBack],
  ["usage", (row) => row.usage],
];

const heading = `# Providers

What is read of each provider's thinking and what is sent back to it. Written by \`provider-table.test.ts\` from what the providers' own
tests find; to write it anew, run that test with \`-u\`.

`;

const line = (cells: string[]) => `| ${cells.join(" | ")} |\n`;

describe("the table of providers", () => {
  it("has a row for every kind that can be connected, and is the one in the documentation", async () => {
    const folder = new URL("../testing/providers/", import.meta.url);
    const files = readdirSync(folder).filter((file) => file !== "row.ts");
    const rows = await Promise.all(
      files.map(async (file): Promise<ProviderRow> => (await import(new URL(file, folder).href)).row),
    );
    const kinds = Object.keys(providerKinds) as ProviderKind[];
    expect(rows.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    const ordered = rows.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    const head = line(columns.map(([name]) => name)) + line(columns.map(() => "---"));
    const body = ordered.map((row) => line(columns.map(([, cell]) => cell(row)))).join("");
    await expect(heading + head + body).toMatchFileSnapshot("./PROVIDERS.md");
  });
});
