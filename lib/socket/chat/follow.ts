/** Owns: a run told over a line, from a number to its end, first what was and then what comes. */
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { exposureFor } from "#lib/gateway/exposure.ts";
import { findRun } from "#lib/gateway/find-run.ts";
import { followRun } from "#lib/gateway/follow-run.ts";
import { failed, gap } from "#lib/wire/react/line-message.ts";
import { projectRun } from "#lib/wire/react/project-run.ts";
import { select } from "#lib/wire/react/select.ts";
import type { Line } from "./line.ts";
import type { Wish } from "./session.ts";

export interface FollowOptions {
  /** The number of the last message that the client has; 0 for none. */
  lastSeq: number;
  wish: Wish;
}

/** A line reads no more runs than this at once. */
export const mostFollows = 8;

/** Takes the place of an earlier reading of the same run. Ends with the run and with the line; never throws. */
export function follow(line: Line, runId: string, options: FollowOptions): void {
  line.follows.get(runId)?.abort();
  const controller = new AbortController();
  line.follows.set(runId, controller);
  const signal = AbortSignal.any([controller.signal, line.closed]);
  void read(line, runId, options, signal)
    .catch((error: unknown) => {
      if (signal.aborted) return;
      if (!AppError.is(error)) logIncident({ during: "telling a run over a socket", error });
      const { code, message } = AppError.is(error) ? error : new AppError("internal");
      line.say(failed(code, message, { run_id: runId }));
    })
    .finally(() => {
      if (line.follows.get(runId) === controller) line.follows.delete(runId);
    });
}

async function read(line: Line, runId: string, { lastSeq, wish }: FollowOptions, signal: AbortSignal): Promise<void> {
  const { caller } = line;
  const { agent, choice } = wish;
  const { question } = await findRun(caller, runId);
  const project = projectRun(runId, { agent, message: question, enable_reasoning: choice.hasReasoning });
  const { exposure } = exposureFor(caller, { exposure: wish.exposure });
  let newest = 0;
  let isComplete = false;
  // The messages follow from all that was, so the log is read from its beginning; what the client has is not sent.
  for await (const batch of await followRun(caller, runId, { after: 0, signal, exposure })) {
    if (batch === "silence") continue;
    const messages = batch.flatMap(project);
    newest = messages.at(-1)?.seq ?? newest;
    isComplete ||= messages.some(({ type }) => type === "reasoning_complete");
    const wanted = messages.filter(({ seq }) => seq > lastSeq).flatMap((message) => select(message, choice) ?? []);
    if (!(await line.tell(wanted, signal))) return;
  }
  if (signal.aborted) return;
  if (!isComplete) line.say(failed("not-found", "This run was deleted.", { run_id: runId }));
  else if (lastSeq > newest) line.say(gap(runId, newest + 1, lastSeq));
}
