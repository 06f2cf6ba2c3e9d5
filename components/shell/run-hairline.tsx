"use client";
import { useApp } from "#lib/client/use-app.ts";
import { useRun } from "#lib/client/use-run.ts";
import type { ConversationSummary } from "#lib/conversations/conversation.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { BarRow } from "../conversation/later.ts";
import { isSameTimes } from "../reasoning/outline.ts";

/** A run that goes on, as a line under its conversation: its bar row, or, where this page does not know it, that it goes on. */
export function RunHairline({ runId, waitsFor }: { runId: string; waitsFor: ConversationSummary["waitsFor"] }) {
  const { clock } = useApp();
  const view = useRun(runId, isSameTimes);
  if (view && isEnded(view.status)) return null;
  return (
    <span aria-hidden className="absolute inset-x-2 bottom-0 h-[2px] overflow-hidden rounded-full bg-line">
      {view?.startedAt ? (
        <BarRow view={view} clock={clock} variant="hairline" />
      ) : waitsFor ? (
        <Still hue={stillHues[waitsFor]} />
      ) : (
        <GoingOn />
      )}
    </span>
  );
}

const stillHues = { person: "bg-wait-fill", client: "bg-tool-fill" };

/** It waits, so nothing moves. */
function Still({ hue }: { hue: string }) {
  return <span className={`block h-full w-full ${hue}`} />;
}

function GoingOn() {
  return <span className="run-hairline block h-full w-2/5 rounded-full bg-lamp-fill" />;
}
