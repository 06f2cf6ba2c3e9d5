/** Owns: keeping what a person said of an answer, and finding the answer that is meant. */
import type { Caller } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { newId } from "#lib/core/id.ts";
import { storable } from "#lib/core/storable.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { readViews } from "#lib/runs/views.ts";
import type { FeedbackRequest } from "#lib/wire/openbb/feedback-request.ts";
import { saidText } from "#lib/wire/openbb/said-text.ts";
import { answerOfView, plainAnswer } from "../path-hash.ts";
import { findThread } from "../threads.ts";

/** Answers that are looked through for the one that is meant. */
const mostRuns = 50;

/** `chat`: Workspace's name for it, from the header; the body has it of some versions only. */
export async function storeFeedback(caller: Caller, feedback: FeedbackRequest, chat: string | null): Promise<void> {
  const { vote, tags, user_comment: comment } = feedback;
  await database().client.feedback.create({
    data: {
      id: newId("feedback"),
      userId: caller.viewer.userId,
      keyId: caller.key?.id ?? null,
      surface: "openbb",
      runId: await findMeant(caller, feedback, chat),
      vote: vote === "thumbs_up" ? "up" : "down",
      tags: JSON.stringify((tags ?? []).map(storable)),
      comment: storable(comment ?? ""),
      createdAt: toColumn(systemClock.now()),
    },
  });
}

/** The newest run of this key that answered so; null: it cannot be told. */
async function findMeant(caller: Caller, feedback: FeedbackRequest, chat: string | null): Promise<string | null> {
  const { ai_response: response, user_prompt: question, trace_id: trace } = feedback;
  const said = plainAnswer(saidText(response ?? ""));
  if (said === "") return null;
  const threadId = trace || chat || null;
  const conversationId = await findThread(caller, { surface: "openbb", threadId: threadId?.slice(0, 200) ?? null });
  if (conversationId === null && !question) return null;
  const where = conversationId === null ? { turn: { text: storable(question ?? "") } } : { conversationId };
  const runs = await database().client.run.findMany({
    where: { userId: caller.viewer.userId, keyId: caller.key?.id ?? null, origin: "openbb", ...where },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: mostRuns,
    select: { id: true },
  });
  const views = new Map((await readViews(runs.map(({ id }) => id))).map((view) => [view.runId, view]));
  const meant = runs.find(({ id }) => {
    const view = views.get(id);
    // Where steps came between, Workspace has the last piece of the answer only.
    return view !== undefined && answerOfView(view).endsWith(said);
  });
  return meant?.id ?? null;
}
