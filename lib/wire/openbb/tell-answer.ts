/**
 * Owns: an answer as OpenBB Workspace is told it: the events of a stretch of a run, up to its end or to where it waits for Workspace.
 * Pure: what was pushed decides, and the events' own times.
 */
import type { Exposure } from "#lib/core/exposure.ts";
import type { RunError, RunEvent } from "#lib/reasoning/event.ts";
import { fold } from "#lib/reasoning/fold.ts";
import { emptyView, type Part, type ToolPart, type View } from "#lib/reasoning/view.ts";
import { partIdOut } from "../ids.ts";
import { runErrorOf } from "../run-error.ts";
import { artifactsOf } from "./artifacts.ts";
import { brokenOff } from "./broken-off.ts";
import { chooseCall, type Fault, type WaitingCall } from "./choose-call.ts";
import { citationsOf } from "./citations.ts";
import type { DataSource } from "./data-source.ts";
import type { FunctionCall, OpenbbEvent } from "./event.ts";
import { makeMilestoneSteps } from "./milestone-steps.ts";
import type { Offer } from "./offer.ts";
import { status } from "./status.ts";
import { makeThoughtSteps } from "./thought-steps.ts";

export interface TellOptions {
  runId: string;
  exposure: Exposure;
  offer: Pick<Offer, "fit" | "widgets">;
  /** What the run had before these events; sources and artifacts in it are told at the end with the others. */
  earlier: readonly Part[];
  /** Of widgets, in this turn. */
  fetched: readonly DataSource[];
  /** What Workspace will not say again. */
  kept: string | null;
}

export interface AnswerTeller {
  /** Before anything has happened. `isNew`: the question has just been asked. */
  open(isNew: boolean): OpenbbEvent[];
  /** Events that have passed the gate, in order. */
  push(events: readonly RunEvent[]): OpenbbEvent[];
  /** The stream is over, in whatever state. */
  end(): OpenbbEvent[];
  /** Calls that Workspace could not run, when it was asked for none: the run waits for their errors. */
  faults(): Fault[];
}

export function makeAnswerTeller(options: TellOptions): AnswerTeller {
  const { runId, exposure, offer } = options;
  const milestones = makeMilestoneSteps(exposure !== "none");
  const thoughts = makeThoughtSteps();
  let view: View = emptyView(runId);
  let hasText = false;
  let isOver = false;
  let faults: Fault[] = [];

  const flush = () => thoughts.flush().map((text) => status("INFO", text));

  function tell(event: RunEvent): OpenbbEvent[] {
    const wasBlank = isBlank(view);
    view = fold(view, event);
    switch (event.type) {
      case "reasoning-delta":
        return thoughts.push(event.delta, event.at).map((text) => status("INFO", text));
      case "tool-input-delta":
      case "tool-output":
      case "tool-progress":
        return [];
      case "text-delta": {
        if (event.delta === "") return [];
        hasText = true;
        const steps = wasBlank ? [...flush(), ...milestones.of(view, event.at)] : [];
        return [...steps, { event: "copilotMessageChunk", data: { delta: event.delta } }];
      }
      case "run-wait": {
        const steps = [...flush(), ...milestones.of(view, event.at)];
        return event.for === "client" ? [...steps, ...handOver()] : steps;
      }
      case "run-end":
        isOver = true;
        return [...flush(), ...milestones.of(view, event.at), ...endingOf()];
      default:
        return [...flush(), ...milestones.of(view, event.at)];
    }
  }

  function handOver(): OpenbbEvent[] {
    isOver = true;
    const chosen = chooseCall(waitingCalls(runId, view.parts), offer, options.kept);
    if (chosen.next) return askWorkspace(chosen.next, exposure);
    faults = chosen.faults;
    return [];
  }

  function endingOf(): OpenbbEvent[] {
    switch (view.status) {
      case "completed":
        return [...belongings(), ...lastStep()];
      case "failed":
      case "interrupted":
        return broken(view.error ?? runErrorOf(view.status));
      // Whoever stopped it knows.
      case "stopped":
      case "queued":
      case "running":
      case "waiting":
        return [];
      default:
        return view.status satisfies never;
    }
  }

  function broken({ message, suggestion }: RunError): OpenbbEvent[] {
    const chunk: OpenbbEvent = { event: "copilotMessageChunk", data: { delta: brokenOff(message, !hasText) } };
    return [status("ERROR", message, { suggestion }), chunk];
  }

  function belongings(): OpenbbEvent[] {
    const now = new Set(view.parts.map(({ id }) => id));
    const parts = [...options.earlier.filter(({ id }) => !now.has(id)), ...view.parts];
    const citations = citationsOf(runId, { parts, fetched: options.fetched, widgets: offer.widgets });
    const cited: OpenbbEvent[] =
      citations.length > 0 && hasText ? [{ event: "copilotCitationCollection", data: { citations } }] : [];
    return [...artifactsOf(runId, parts), ...cited];
  }

  function lastStep(): OpenbbEvent[] {
    if (view.reason === "length") return [status("WARNING", "The answer was cut at the output limit.")];
    if (view.reason === "content-filter") return [status("WARNING", "The answer was cut by the provider's filter.")];
    return [status("INFO", "Answering complete!")];
  }

  return {
    open: (isNew) => [status("INFO", isNew ? "Starting to answer the question..." : "Going on with the answer...")],
    push: (events) => joined(events.flatMap(tell)),
    end() {
      if (isOver) return [];
      isOver = true;
      return [...flush(), ...broken(runErrorOf("lost"))];
    },
    faults: () => faults,
  };
}

/** What Workspace is asked for, and the question itself, which is the last it is told. */
export function askWorkspace({ call, about }: { call: FunctionCall; about: string }, exposure: Exposure): OpenbbEvent[] {
  const { function: name, input_arguments: input } = call;
  return [
    status("INFO", about, { function: name, ...(exposure !== "none" && input) }),
    { event: "copilotFunctionCall", data: call },
  ];
}

/** Those that were handed over and have no result. */
export function waitingCalls(runId: string, parts: readonly Part[]): WaitingCall[] {
  const handed = parts.filter((part): part is ToolPart => part.kind === "tool" && part.isClients && part.state === "handed-over");
  return handed.map(({ id, name, args, step }) => ({ callId: partIdOut("call", { runId, partId: id }), name, args, step }));
}

/** Whether no word of the newest text has come yet. */
function isBlank({ parts }: View): boolean {
  const last = parts.at(-1);
  return last?.kind !== "text" || last.text.trim() === "";
}

/** Chunks that came at once are one. */
function joined(events: readonly OpenbbEvent[]): OpenbbEvent[] {
  const list: OpenbbEvent[] = [];
  for (const event of events) {
    const last = list.at(-1);
    if (event.event === "copilotMessageChunk" && last?.event === "copilotMessageChunk") {
      list[list.length - 1] = { event: event.event, data: { delta: last.data.delta + event.data.delta } };
    } else {
      list.push(event);
    }
  }
  return list;
}
