import { database } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { RunStatus } from "#lib/reasoning/event.ts";
import type { RunNode, TurnNode } from "#lib/reasoning/tree.ts";

/** Every turn and run of a conversation, oldest first, without any View. Asks nobody's permission. */
export async function readNodes(conversationId: string): Promise<{ turns: TurnNode[]; runs: RunNode[] }> {
  const { client } = database();
  const oldestFirst = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  const [turns, runs] = await Promise.all([
    client.turn.findMany({
      where: { conversationId },
      orderBy: oldestFirst,
      select: { id: true, parentRunId: true, text: true, createdAt: true, _count: { select: { images: true } } },
    }),
    client.run.findMany({
      where: { conversationId },
      orderBy: oldestFirst,
      select: { id: true, turnId: true, status: true, modelId: true, createdAt: true },
    }),
  ]);
  return {
    turns: turns.map(({ _count: { images }, ...turn }) => ({
      ...turn,
      createdAt: fromColumn(turn.createdAt),
      ...(images > 0 && { imageCount: images }),
    })),
    runs: runs.map((run) => ({ ...run, status: run.status as RunStatus, createdAt: fromColumn(run.createdAt) })),
  };
}
