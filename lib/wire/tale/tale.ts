/**
 * Owns: the events of a run as a tale for clients that are told every step of it: what is begun is ended, in whole characters, whatever
 * becomes of the run. Pure: the same events give the same tale however they are batched. Takes events that have passed the gate,
 * from the first on. Does not own: the words of a protocol (`ui-stream/`, `ag-ui/`).
 */
import type { RunEnd, RunEvent } from "#lib/reasoning/event.ts";
import type { Milestone } from "#lib/reasoning/milestone.ts";
import type { View } from "#lib/reasoning/view.ts";
import { makeTaleCalls } from "./tale-calls.ts";
import { makeTaleParts, type PartTelling } from "./tale-parts.ts";
import { makeTaleView } from "./tale-view.ts";
import type { CallTelling } from "./told-call.ts";

export type Telling =
  | PartTelling
  | CallTelling
  /** A model call. It ends where the next one begins: its tools belong to it. */
  | { type: "step-start" | "step-end"; step: number }
  | { type: "source"; partId: string; url: string; title: string | null }
  | { type: "milestone"; milestone: Milestone }
  /** This answer ends; the run goes on when the client, or a person, has done its part. `callIds`: what the client is to run. */
  | { type: "pause"; for: "client" | "person"; callIds: string[] }
  | { type: "end"; end: RunEnd };

export interface TaleOptions {
  runId: string;
  /** The number of the last event that the client has had. What is before is known and not told again. */
  after: number;
  /** The number of the event that the run was at when the client came: waits before it are over. */
  current: number;
  /** Whether an answer ends where a person is asked to allow something, or goes on when it is decided. */
  endsAtApproval: boolean;
  /** Names of the client's tools. */
  clientTools: ReadonlySet<string>;
  callIdOf(runId: string, partId: string): string;
}

export interface Told {
  at: number;
  telling: Telling;
}

export interface Tale {
  /** Nothing after the end. */
  push(event: RunEvent): Told[];
  /** Closes what is open where the events end too early. */
  breakOff(): Told[];
  isOver(): boolean;
  view(): View;
}

export function makeTale({ runId, after, current, endsAtApproval, clientTools, callIdOf }: TaleOptions): Tale {
  const parts = makeTaleParts();
  const calls = makeTaleCalls({
    callIdOf: (partId) => callIdOf(runId, partId),
    isTheirs: (name) => clientTools.has(name),
  });
  const seen = makeTaleView(runId);
  const sources = new Set<string>();
  let lastStep: number | null = null;
  let openStep: number | null = null;
  let waitsFor: "client" | "person" | null = null;
  let isTelling = false;
  let isOver = false;
  let lastAt = 0;

  const closeStep = (): Telling[] => {
    const step = openStep;
    openStep = null;
    return [...parts.closeAll(), ...calls.cutWriting(), ...(step === null ? [] : [{ type: "step-end" as const, step }])];
  };

  /** What a person is still to allow may let the client have its calls; the client itself has all it is to have. */
  function leave(waits: typeof waitsFor): Telling[] {
    return [...(waits === "client" ? calls.cutUntold() : []), ...closeStep()];
  }

  function read(event: RunEvent): Telling[] {
    switch (event.type) {
      case "run-resume":
        waitsFor = null;
        return [];
      case "run-wait":
        waitsFor = event.for ?? "person";
        return [];
      case "step-start": {
        // The same call once more, while it goes on.
        if (event.step === lastStep) return [];
        const before = [...calls.cutUntold(), ...closeStep()];
        lastStep = openStep = event.step;
        return [...before, { type: "step-start", step: event.step }];
      }
      case "step-end":
        return event.step === lastStep ? [...parts.closeAll(), ...calls.cutWriting()] : [];
      case "reasoning-delta":
        return parts.say("reasoning", event.partId, event.delta);
      case "reasoning-end":
        return parts.close("reasoning", event.partId);
      case "text-delta":
        return parts.say("text", event.partId, event.delta);
      case "text-end":
        return parts.close("text", event.partId);
      case "tool-input-start":
      case "tool-input-delta":
      case "tool-call":
        return calls.write(event);
      case "tool-approval-request":
      case "tool-approval-response":
      case "tool-handed":
      case "tool-start":
      case "tool-output":
      case "tool-progress":
      case "tool-result":
      case "tool-error":
        return calls.change(event, event.seq < current);
      case "source": {
        if (sources.has(event.partId)) return [];
        sources.add(event.partId);
        const { partId, url, title } = event;
        return [{ type: "source", partId, url, title }];
      }
      case "run-end":
        return [...parts.closeAll(), ...calls.endAll(), ...closeStep(), { type: "end", end: event }];
      case "run-start":
      case "reasoning-start":
      case "text-start":
      case "sent-back":
      case "status":
        return [];
      default:
        return event satisfies never;
    }
  }

  /** Of calls clients know our names only. */
  function outward(milestone: Milestone): Milestone {
    const { callId } = milestone.details;
    const id = typeof callId === "string" ? calls.idOf(callId) : null;
    return id === null ? milestone : { ...milestone, details: { ...milestone.details, callId: id } };
  }

  /** Null: the run goes on, or will by itself. */
  function pauseAt({ seq }: RunEvent): "client" | "person" | null {
    if (seq < current || seq <= after) return null;
    // Where all is decided it goes on in a moment.
    const isLasting = waitsFor !== "person" || (endsAtApproval && calls.isAnyAsked());
    return isLasting ? waitsFor : null;
  }

  return {
    push(event) {
      if (isOver) return [];
      lastAt = event.at;
      if (!isTelling && event.seq > after) {
        isTelling = true;
        // The answer before ended what it had begun.
        leave(waitsFor);
      }
      const tellings = read(event);
      const milestones = seen.push(event).map((milestone): Telling => ({ type: "milestone", milestone: outward(milestone) }));
      const pause = pauseAt(event);
      isOver = event.type === "run-end" || pause !== null;
      const ending: Telling[] =
        pause === null ? [] : [...leave(pause), { type: "pause", for: pause, callIds: calls.handedIds() }];
      // The end comes last, whatever else the event says.
      const last = event.type === "run-end" ? tellings.splice(-1) : ending;
      return isTelling ? [...tellings, ...milestones, ...last].map((telling) => ({ at: event.at, telling })) : [];
    },
    breakOff() {
      isOver = true;
      // What was before has been closed for this client already.
      if (!isTelling) return [];
      return [...parts.closeAll(), ...calls.endAll(), ...closeStep()].map((telling) => ({ at: lastAt, telling }));
    },
    isOver: () => isOver,
    view: seen.view,
  };
}
