/** Owns: what a page asks about conversations and runs, except the tail of a run (`watch-run.ts`). Each rejects with an ApiError and nothing else. */
import type { ConversationDetail, ConversationPage, ConversationSummary } from "#lib/conversations/conversation.ts";
import type { Effort } from "#lib/core/effort.ts";
import type { ApprovalScope } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import { type ApiError, asApiError } from "./api-error.ts";
import { type CallOptions, createCall } from "./call.ts";

/**
 * What to ask. `text` under `parentRunId` continues, `text` alone begins, `turnId` alone answers again: with `continueRunId`
 * from the unfinished thought of that run, with `outputLimit` under that limit.
 */
export interface Ask {
  /** The same id sent again starts nothing new. */
  clientRequestId: string;
  conversationId?: string;
  parentRunId?: string;
  turnId?: string;
  text?: string;
  modelId?: string;
  effort?: Effort;
  continueRunId?: string;
  /** Tokens the answer may have at most, thinking included. */
  outputLimit?: number;
  /** False: it answers without tools. */
  tools?: false;
}

/** What a person says to a tool that asks before it runs. `reason`: of a refusal, for the model. */
export interface Decision {
  approved: boolean;
  reason?: string;
  scope?: ApprovalScope;
}

export interface Asked {
  conversationId: string;
  turnId: string;
  runId: string;
}

export interface ConversationPatch {
  title?: string;
  isPinned?: boolean;
  isArchived?: boolean;
  headRunId?: string;
  /** False takes a deletion back. */
  isDeleted?: false;
}

export interface Api {
  ask(ask: Ask): Promise<Asked>;
  stop(runId: string): Promise<void>;
  /** Cuts the thinking of a run for an answer from what is there; any number of times. */
  answerNow(runId: string): Promise<void>;
  /** Allows or refuses a call that waits. Sent once: whether a lost one was taken is seen in the run. */
  decide(runId: string, callId: string, decision: Decision): Promise<void>;
  view(runId: string): Promise<View>;
  conversations(query: { cursor?: string | null; isArchived?: boolean }): Promise<ConversationPage>;
  conversation(id: string): Promise<ConversationDetail>;
  update(id: string, patch: ConversationPatch): Promise<ConversationSummary>;
  remove(id: string): Promise<void>;
}

export interface ApiOptions extends CallOptions {
  /** Waits between two tries of the same submit. */
  pauses?: readonly number[];
  /** The person's IANA time zone, told with each submit; the browser's own when absent. */
  timeZone?: string;
}

export function createApi({ pauses = [400, 1600], timeZone = browserTimeZone(), ...options }: ApiOptions = {}): Api {
  const call = createCall(options);

  /** A submit whose response was lost may have been taken: the same id is sent again and finds the same run. */
  async function callAgain<T>(attempt: () => Promise<T>): Promise<T> {
    for (const pause of pauses) {
      try {
        return await attempt();
      } catch (error) {
        const failure: ApiError = asApiError(error);
        if (failure.code !== "unreachable" && failure.code !== "shutting-down") throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return attempt();
  }

  return {
    ask: (ask) => callAgain(() => call<Asked>("POST", "runs", { ...ask, ...(timeZone && { timeZone }) })),
    stop: async (runId) => void (await callAgain(() => call("POST", `runs/${runId}/cancel`))),
    answerNow: async (runId) => void (await callAgain(() => call("POST", `runs/${runId}/answer-now`))),
    decide: async (runId, callId, decision) => void (await call("POST", `runs/${runId}/approval`, { callId, ...decision })),
    view: (runId) => call("GET", `runs/${runId}`),
    conversations({ cursor, isArchived }) {
      const query = new URLSearchParams({ ...(cursor ? { cursor } : {}), ...(isArchived ? { archived: "true" } : {}) });
      return call("GET", `conversations${query.size > 0 ? `?${query}` : ""}`);
    },
    conversation: (id) => call("GET", `conversations/${id}`),
    update: (id, { title, isPinned: pinned, isArchived: archived, headRunId: head, isDeleted: deleted }) =>
      call("PATCH", `conversations/${id}`, { title, pinned, archived, head, deleted }),
    remove: async (id) => void (await call("DELETE", `conversations/${id}`)),
  };
}

/** Empty where the browser does not say. */
function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
