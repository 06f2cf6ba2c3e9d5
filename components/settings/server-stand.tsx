"use client";
import { Check, CircleDashed, Hand } from "lucide-react";
import type { ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import { Button } from "../ui/button.tsx";
import type { RowActions } from "./server-row.tsx";
import { type SignInEnd, signInWords, standOfServer } from "./server-words.ts";
import { Trouble } from "./trouble.tsx";
import type { ServerTask } from "./use-server-actions.ts";

interface ServerStandProps {
  server: ServerSummary;
  task: ServerTask | null;
  signInEnd: SignInEnd | null;
  actions: RowActions;
}

const signs = { good: Check, person: Hand, quiet: CircleDashed, bad: CircleDashed };

/** How a server stands; what is wrong with it and what to do; and what came of what was tried last. */
export function ServerStand({ server, task, signInEnd, actions }: ServerStandProps) {
  return (
    <div className="flex flex-col gap-2">
      {signInEnd && signInEnd !== "done" && server.state !== "connected" && (
        <Trouble message={signInWords[signInEnd].message} detail={signInWords[signInEnd].detail} />
      )}
      <State server={server} isBusy={task?.isRunning === true} actions={actions} />
      {task?.error && <Trouble message={task.error.message} detail={task.error.suggestion} />}
      {task?.text && server.problem?.message !== task.text && <p className="text-ink-faint">{task.text}</p>}
    </div>
  );
}

function State({ server, isBusy, actions }: { server: ServerSummary; isBusy: boolean; actions: RowActions }) {
  const { state, problem, from, name } = server;
  if (isBusy) return <p className="text-ink-soft">Being asked</p>;
  if (state === "failed" && problem) return <Trouble message={problem.message} detail={problem.suggestion} />;
  if (state === "locked") {
    return (
      <Trouble
        message="Its headers can no longer be opened."
        detail="The secret of this installation has changed. Enter the headers again to go on."
      >
        {from === "settings" && <Button onClick={() => actions.edit(server)}>Enter the headers</Button>}
      </Trouble>
    );
  }
  const { tone, text } = standOfServer(server);
  const Sign = signs[tone];
  const colour = tone === "person" ? "text-wait" : tone === "good" ? "text-ink-soft" : "text-ink-faint";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className={`flex min-w-0 gap-1.5 ${colour}`}>
        <Sign size={15} strokeWidth={2} aria-hidden className="mt-px shrink-0" />
        <span className="min-w-0 break-words">{text}</span>
      </p>
      {state === "unauthorized" && (
        <Button aria-label={`Sign in to ${name}`} onClick={() => actions.signIn(server)}>
          Sign in
        </Button>
      )}
    </div>
  );
}
