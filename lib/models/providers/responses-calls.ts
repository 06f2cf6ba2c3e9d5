/** Owns: the tool calls of a Responses answer while they arrive, in pieces, at once, or only in the finished item. */
import type { ModelPart } from "../model-part.ts";
import { argumentsOf, numberAt, type Wire, wordAt } from "./wire-value.ts";

interface Call {
  id: string;
  index: number | null;
  callId: string;
  name: string;
  args: unknown;
  isDone: boolean;
}

export interface ResponseCalls {
  readonly count: number;
  added(item: Wire, index: number | null): void;
  delta(event: Wire): ModelPart[];
  /** Its arguments are whole. */
  ended(event: Wire): void;
  done(item: Wire, index: number | null): ModelPart[];
  /** Those whose item was never finished, although the answer was. */
  rest(): ModelPart[];
}

export function makeResponseCalls(makeCallId: () => string): ResponseCalls {
  const calls: Call[] = [];
  /** By its id, else by the id that its result will bear, else by its place: servers change the one or the other under way. */
  const callOf = (id: string, callId: string, index: number | null): Call => {
    const known =
      (id && calls.find((call) => call.id === id)) ||
      (callId && calls.find((call) => call.callId === callId)) ||
      (index !== null && calls.find((call) => call.index === index && !call.isDone));
    if (known) return known;
    const call = { id, index, callId: callId || makeCallId(), name: "", args: "", isDone: false };
    calls.push(call);
    return call;
  };
  const ofItem = (item: Wire, index: number | null): Call => {
    const call = callOf(wordAt(item, "id"), wordAt(item, "call_id"), index);
    call.name = wordAt(item, "name") || call.name;
    return call;
  };
  const ofEvent = (event: Wire) => callOf(wordAt(event, "item_id"), "", numberAt(event, "output_index"));
  const end = (call: Call): ModelPart[] => {
    if (call.isDone || call.name === "") return [];
    call.isDone = true;
    return [{ type: "tool-call", callId: call.callId, name: call.name, args: argumentsOf(call.args) }];
  };

  return {
    get count() {
      return calls.length;
    },
    added: (item, index) => void ofItem(item, index),
    delta(event) {
      const call = ofEvent(event);
      const delta = wordAt(event, "delta");
      call.args = `${call.args}${delta}`;
      return delta === "" ? [] : [{ type: "tool-input", callId: call.callId, name: call.name, delta }];
    },
    ended(event) {
      const call = ofEvent(event);
      call.name = wordAt(event, "name") || call.name;
      call.args = event.arguments || call.args;
    },
    done(item, index) {
      const call = ofItem(item, index);
      call.args = item.arguments || call.args;
      return end(call);
    },
    rest: () => calls.flatMap(end),
  };
}
