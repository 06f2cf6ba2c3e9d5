/**
 * Owns: tool calls from their first letter to their outcome, in an order that every client takes: begun, whole, asked about, ended. Pure.
 * As in `reasoning/fold-tool.ts`, the newest call of an id is meant, and one that has ended stays as it is.
 */

import type { ToolEvent } from "#lib/reasoning/fold-tool.ts";
import type { ToolCall, ToolInputDelta, ToolInputStart } from "#lib/reasoning/tool-event.ts";
import { makeWholeCharacters, type WholeCharacters } from "../whole-characters.ts";
import type { CallTelling, ToldCall } from "./told-call.ts";

interface Call {
  told: ToldCall;
  state: "writing" | "ready" | "running" | "handed" | "ended";
  args: unknown;
  characters: WholeCharacters;
  isReadyTold: boolean;
  approval: "none" | "asked" | "answered";
}

export interface TaleCallOptions {
  /** The id by which the client knows a call. */
  callIdOf(partId: string): string;
  /** Whether a tool of this name is the client's, which only the whole call says for sure. */
  isTheirs(name: string): boolean;
}

export interface TaleCalls {
  write(event: ToolInputStart | ToolInputDelta | ToolCall): CallTelling[];
  /** `isPast`: what is handed over has been answered since. */
  change(event: ToolEvent, isPast: boolean): CallTelling[];
  /** Ends those that were being written: no more of them comes. */
  cutWriting(): CallTelling[];
  /** Ends those that are not to be run as they stand: another model call begins. */
  cutUntold(): CallTelling[];
  /** Ends all: nothing follows. */
  endAll(): CallTelling[];
  /** Ids of those that the client has and has not answered. */
  handedIds(): string[];
  /** Whether a person is still to decide about one. */
  isAnyAsked(): boolean;
  /** By which the client knows the newest call of this id; null: there is none. */
  idOf(callId: string): string | null;
}

export function makeTaleCalls({ callIdOf, isTheirs }: TaleCallOptions): TaleCalls {
  const byPart = new Map<string, Call>();
  const byId = new Map<string, Call>();

  function begin({ partId, callId, name, ...event }: ToolInputStart | ToolCall): Call {
    const isClients = event.type === "tool-call" ? event.isClients === true : isTheirs(name);
    const told = { id: callIdOf(partId), partId, name, title: null, isClients };
    const characters = makeWholeCharacters();
    const call: Call = { told, state: "writing", args: null, characters, isReadyTold: false, approval: "none" };
    byPart.set(partId, call);
    byId.set(callId, call);
    return call;
  }

  function ready(call: Call, isAnswered = false): CallTelling[] {
    if (call.isReadyTold) return [];
    call.isReadyTold = true;
    const { told, args } = call;
    return [...piece(call, call.characters.rest()), { type: "call-ready", call: told, args, isAnswered }];
  }

  function finish(call: Call, outcome: CallTelling): CallTelling[] {
    const before = ready(call, true);
    call.state = "ended";
    return [...before, outcome];
  }

  function cut(call: Call): CallTelling[] {
    const { told, state, args, isReadyTold } = call;
    call.state = "ended";
    if (!isReadyTold) {
      const message = state === "writing" ? "It was cut off before it was whole." : neverRan;
      return [{ type: "call-unfinished", call: told, args, message }];
    }
    const outcomes = { running: "What came of it is not known.", handed: "No result was brought." };
    const message = state === "running" || state === "handed" ? outcomes[state] : neverRan;
    return [{ type: "call-failed", call: told, message }];
  }

  return {
    write(event) {
      const known = byPart.get(event.partId);
      if (event.type === "tool-input-delta")
        return known?.state === "writing" ? piece(known, known.characters.take(event.delta)) : [];
      const call = known ?? begin(event);
      const start: CallTelling[] = known ? [] : [{ type: "call-start", call: call.told }];
      if (event.type === "tool-input-start" || call.state !== "writing") return start;
      const { name, args, title = null, isClients = false } = event;
      Object.assign(call, { args, state: "ready", told: { ...call.told, name, title, isClients } });
      // What was begun is told to its last letter, also where the client waits for it to be handed over.
      return [...start, ...piece(call, call.characters.rest()), ...(isClients ? [] : ready(call))];
    },
    change(event, isPast) {
      const call = byId.get(event.callId);
      if (call === undefined || call.state === "ended") return [];
      const { told } = call;
      switch (event.type) {
        case "tool-approval-request": {
          if (call.approval !== "none") return [];
          call.approval = "asked";
          return [...ready(call), { type: "call-asked", call: told, message: event.message }];
        }
        case "tool-approval-response": {
          const wasAsked = call.approval === "asked";
          if (!wasAsked && (event.by !== "rule" || call.approval !== "none")) return [];
          call.approval = "answered";
          if (!event.approved) return finish(call, { type: "call-refused", call: told, reason: event.reason, wasAsked });
          return wasAsked ? [{ type: "call-allowed", call: told }] : [];
        }
        case "tool-handed":
          call.state = "handed";
          return isPast ? [] : ready(call);
        case "tool-start":
          call.state = "running";
          return ready(call);
        case "tool-result":
          return finish(call, { type: "call-result", call: told, result: event.result });
        case "tool-error":
          return finish(call, { type: "call-failed", call: told, message: event.message });
        case "tool-output":
        case "tool-progress":
          return [];
        default:
          return event satisfies never;
      }
    },
    cutWriting: () => [...byPart.values()].flatMap((call) => (call.state === "writing" ? cut(call) : [])),
    cutUntold: () => [...byPart.values()].flatMap((call) => (call.state === "ended" || call.isReadyTold ? [] : cut(call))),
    endAll: () => [...byPart.values()].flatMap((call) => (call.state === "ended" ? [] : cut(call))),
    isAnyAsked: () => [...byPart.values()].some(({ state, approval }) => state !== "ended" && approval === "asked"),
    idOf: (callId) => byId.get(callId)?.told.id ?? null,
    handedIds: () => [...byPart.values()].flatMap(({ state, told }) => (state === "handed" ? [told.id] : [])),
  };
}

const neverRan = "It was not run.";

function piece({ told }: Call, text: string): CallTelling[] {
  const delta = text.toWellFormed();
  return delta === "" ? [] : [{ type: "call-args", call: told, delta }];
}
