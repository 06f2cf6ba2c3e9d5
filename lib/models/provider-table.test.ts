import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Effort } from "#lib/core/effort.ts";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import type { ProviderRow } from "#lib/testing/providers/row.ts";
import { bodyTo, modelOfProvider } from "#lib/testing/request-bodies.ts";
import { type LeftOut, type SettingName, settingWords } from "./call-settings.ts";
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

const requestHeading = `
## What is asked for

Where a request says what comes before the conversation, how it carries a picture, and what callers may set that it does not say, which the
log then tells. Found by sending such requests to a model of each that thinks. A \`tool_choice\` there is one that makes it call. What a
model refuses beyond that is found out by asking, once.

`;

const messages: PromptMessage[] = [
  { role: "system", text: "Be brief." },
  { role: "user", text: "What?", images: [{ mediaType: "image/png", data: "AAAA" }] },
];
const allSet: CallSettings = {
  temperature: 0.5,
  topP: 0.5,
  presencePenalty: 0.5,
  frequencyPenalty: 0.5,
  seed: 1,
  stop: ["x"],
  toolChoice: "required",
  parallelToolCalls: false,
  responseFormat: { type: "json-schema", name: "any", schema: { type: "object" } },
};

async function requestCells(kind: ProviderKind): Promise<string[]> {
  const model = modelOfProvider(kind);
  const { system, instructions, systemInstruction, messages: [first] = [] } = JSON.parse(await bodyTo(model, { messages }));
  const apart = Object.entries({ system, instructions, systemInstruction }).find(([, said]) => said !== undefined);
  const picture = /"(image_url|input_image|inlineData|images|image)"/.exec(
    await bodyTo(model, { messages: messages.slice(1) }),
  )?.[1];
  const leftOut = (effort: Effort, why: LeftOut["why"]) =>
    model.leavesOut?.(allSet, model.effortWord(effort, null)).flatMap((one) => (one.why === why ? [one.name] : [])) ?? [];
  const unforced: SettingName[] = model.thinksWhereItMustCall === false ? ["toolChoice"] : [];
  const cell = (names: SettingName[]) => (names.length > 0 ? settingWords(names) : "none");
  return [
    providerKinds[kind].name,
    apart ? `\`${apart[0]}\`` : `a message of role \`${first.role}\``,
    `\`${picture}\``,
    cell(leftOut("high", "no-word")),
    cell([...leftOut("high", "thinking"), ...unforced]),
  ];
}

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
    const titles = ["provider", "told first", "picture", "no setting for", "not while it thinks"];
    const requests = (await Promise.all(kinds.map(requestCells))).map(line).join("");
    const second = requestHeading + line(titles) + line(titles.map(() => "---")) + requests;
    await expect(heading + head + body + second).toMatchFileSnapshot("./PROVIDERS.md");
  });
});
