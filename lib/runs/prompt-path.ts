/** Owns: what the models of a run are shown: the path from the first turn down to the run's own, and nothing beside it. */
import { database } from "#lib/db/client.ts";
import { fromRow } from "#lib/db/events.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { RunEvent, Seal, SentThoughts } from "#lib/reasoning/event.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import { collectSeals, type Prompt, type PromptTurn, toPrompt } from "#lib/reasoning/prompt.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { OwnRun } from "./own-run.ts";
import { readNodes } from "./tree.ts";
import { unfinishedThoughtOf } from "./unfinished-thought.ts";
import { readViews } from "./views.ts";

export async function readPath(run: Pick<OwnRun, "runId" | "conversationId">): Promise<PromptTurn[]> {
  const nodes = await readNodes(run.conversationId);
  const path = pathTo({ ...nodes, headRunId: run.runId }, run.runId);
  const earlier = path.flatMap((item) => (item.run === null || item.run.id === run.runId ? [] : [item.run.id]));
  const [stored, seals, images] = await Promise.all([
    readViews(earlier),
    readSeals(earlier),
    readImages(path.flatMap(({ turn }) => (turn.imageCount ? [turn.id] : []))),
  ]);
  const views = new Map(stored.map((view) => [view.runId, view]));
  return path.map(({ turn, run: answer }) => ({
    text: turn.text,
    ...(images.has(turn.id) && { images: images.get(turn.id) ?? [] }),
    view: (answer && views.get(answer.id)) ?? null,
    seals: seals.get(answer?.id ?? "") ?? new Map<string, Seal>(),
  }));
}

/**
 * `own`: what the run itself has done so far, as stored. `unfinished`: what of it, or of an earlier run of the last turn, was
 * broken off: the answer is to be made from its thought.
 */
export async function promptOf(
  path: readonly PromptTurn[],
  own: View,
  { info, replay: policy }: Pick<ResolvedModel, "info" | "replay">,
  unfinished: View | null,
  instructions = "",
): Promise<(options: { withSeals: boolean }) => Prompt> {
  const unfinishedThought = unfinished && unfinishedThoughtOf(unfinished);
  const isBeside = unfinished !== null && unfinished.runId !== own.runId;
  const left = isBeside ? unquoted(unfinished, unfinishedThought?.partIds ?? []) : [];
  const seals = own.steps.length === 0 ? undefined : (await readSeals([own.runId])).get(own.runId);
  const turns = path.map((turn, index) =>
    index < path.length - 1 || own.steps.length === 0 ? turn : { ...turn, view: own, ...(seals && { seals }) },
  );
  return ({ withSeals }) => {
    const { messages, sent } = toPrompt(turns, policy, {
      ...{ withSeals, unfinishedThought, instructions },
      ...{ modelId: info.id, seesImages: info.seesImages !== false },
    });
    return { messages, sent: [...sent, ...left] };
  };
}

/** The pictures of these turns. */
async function readImages(turnIds: string[]): Promise<Map<string, PromptImage[]>> {
  if (turnIds.length === 0) return new Map();
  // Put in order here: a list of a thousand ids is asked for in parts, and an ordered one cannot be.
  const rows = await database().client.turnImage.findMany({ where: { turnId: { in: turnIds } } });
  rows.sort((a, b) => a.index - b.index);
  const ofTurn = Map.groupBy(rows, ({ turnId }) => turnId);
  const toImage = ({ mediaType, bytes }: (typeof rows)[number]) => ({ mediaType, data: Buffer.from(bytes).toString("base64") });
  return new Map([...ofTurn].map(([turnId, images]) => [turnId, images.map(toImage)]));
}

/** What cannot be read of a broken thought cannot be quoted, and its seal would not be taken. */
function unquoted({ runId, parts }: View, quoted: readonly string[]): SentThoughts[] {
  const partIds = parts.flatMap(({ kind, id }) => (kind === "reasoning" && !quoted.includes(id) ? [id] : []));
  return partIds.length === 0 ? [] : [{ runId, partIds, how: "left-out", why: "cut" }];
}

/** The seals of these runs by run and part, whoever they are from: the prompt takes those of its own issuer. */
async function readSeals(runIds: string[]): Promise<Map<string, Map<string, Seal>>> {
  if (runIds.length === 0) return new Map();
  const rows = await database().client.runEvent.findMany({
    where: { runId: { in: runIds }, type: { in: ["reasoning-end", "text-end", "tool-call"] } },
  });
  const events = rows.map((row): RunEvent => fromRow(row.runId, { ...row, at: fromColumn(row.at) }));
  const ofRun = Map.groupBy(events, (event) => event.runId);
  return new Map([...ofRun].map(([runId, sealed]) => [runId, collectSeals(sealed)]));
}
