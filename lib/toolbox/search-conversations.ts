/** Owns: the tool with which a model looks into what this person was answered before, and what was thought on the way there. */
import { z } from "zod";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import { type Tool, ToolFailure, type ToolOutput } from "#lib/tools/tool.ts";
import { type Excerpt, findIn, wordsOf } from "./find-words.ts";

const input = z.strictObject({
  words: z.string().min(1).max(300).describe("Words that all have to stand in one answer or thought; no operators."),
  limit: z.int().min(1).max(20).optional().describe("How many to find at most, newest first. Default 8."),
});

export type SearchConversationsInput = z.infer<typeof input>;

interface Hit extends Excerpt {
  conversationId: string;
  title: string;
  turnId: string;
  question: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
}

const usualLimit = 8;
/** What one search may read: there is no index. */
const mostRuns = 2_000;
const mostCharacters = 40_000_000;
const runsPerRead = 40;
const questionLength = 120;

export const searchConversations: Tool<SearchConversationsInput> = {
  name: "search_conversations",
  title: "Search my conversations",
  purpose: "Finds words in the answers and thoughts of your earlier conversations.",
  description:
    "Searches the person's other conversations in this application: the answers they were given and the thoughts behind them. Finds texts that hold all the given words in any order, newest first, and returns an excerpt around the first hit, whether it stands in an answer or in a thought, the question, the date and a link. Use few, distinctive words. Thoughts are drafts: what stands only in one may have been rejected.",
  input,
  inputSchema: z.toJSONSchema(input, { io: "input" }),
  effect: "read-only",
  timeoutMs: 20_000,
  server: null,
  say: ({ words }) => words.slice(0, 120),
  async run({ words: asked, limit = usualLimit }, { viewer, conversationId, signal }) {
    const words = wordsOf(asked);
    if (words.length === 0) throw new ToolFailure("There is no word in `words` that could be looked for.");
    const { hits, readTo } = await search(viewer, conversationId, words, limit, signal);
    return present(hits, readTo);
  },
};

/** `readTo`: when the oldest run was that was looked at before the search gave up; null when it saw all or found enough. */
async function search(viewer: Viewer, here: string, words: string[], limit: number, signal: AbortSignal) {
  const hits: Hit[] = [];
  let characters = 0;
  let after: { createdAt: bigint; id: string } | null = null;
  for (let read = 0; read < mostRuns && characters < mostCharacters; read += runsPerRead) {
    signal.throwIfAborted();
    const runs: RunRow[] = await readRuns(viewer, here, after);
    for (const { view, conversation, turn, createdAt } of runs) {
      characters += view?.length ?? 0;
      const excerpt = findIn(view, words);
      if (excerpt === null) continue;
      const { id: turnId, text } = turn;
      const askedAt = fromColumn(createdAt);
      hits.push({ ...excerpt, conversationId: conversation.id, title: conversation.title, turnId, question: text, askedAt });
      if (hits.length === limit) return { hits, readTo: null };
    }
    const last = runs.at(-1);
    if (last === undefined || runs.length < runsPerRead) return { hits, readTo: null };
    after = { createdAt: last.createdAt, id: last.id };
  }
  return { hits, readTo: after === null ? null : fromColumn(after.createdAt) };
}

type RunRow = Awaited<ReturnType<typeof readRuns>>[number];

/** Ended ones, newest first. Archived conversations are searched too, deleted ones and this one are not. */
function readRuns({ userId }: Viewer, here: string, after: { createdAt: bigint; id: string } | null) {
  return database().client.run.findMany({
    where: {
      userId,
      view: { not: null },
      conversation: { userId, deletedAt: null, id: { not: here } },
      ...(after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: runsPerRead,
    select: {
      id: true,
      view: true,
      createdAt: true,
      conversation: { select: { id: true, title: true } },
      turn: { select: { id: true, text: true } },
    },
  });
}

function present(hits: readonly Hit[], readTo: number | null): ToolOutput {
  const results = hits.map(({ conversationId, turnId, title, question, askedAt, ...excerpt }) => ({
    link: `/c/${conversationId}#${turnId}`,
    conversation: title,
    question: question.length > questionLength ? `${question.slice(0, questionLength)}…` : question,
    date: dayOf(askedAt),
    in: excerpt.where,
    excerpt: excerpt.text,
  }));
  const links = results.map(({ link, conversation, date, in: where, excerpt }) => ({
    url: link,
    title: `${conversation} · ${where}, ${date}`,
    excerpt,
  }));
  const note = readTo === null ? {} : { note: `Only conversations since ${dayOf(readTo)} were searched.` };
  return { result: { found: results.length, results, ...note }, shown: { kind: "links", links } };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
