/**
 * Owns: which function call goes to Workspace next. It runs one and then asks again, so of several calls the first goes out and the
 * others are held; calls that fetch data go together, since one function call can ask for many. Pure.
 */

import { widgetDataFunctions } from "./data-source.ts";
import type { FunctionCall } from "./event.ts";
import { writeExtraState } from "./extra-state.ts";
import type { Fitting } from "./function-fit.ts";
import type { Offer } from "./offer.ts";

/** A call of the model that waits for its result. */
export interface WaitingCall {
  /** Its outward id. */
  callId: string;
  name: string;
  args: unknown;
  /** The model call that made it. */
  step: number;
}

export interface Fault {
  callId: string;
  name: string;
  args: unknown;
  message: string;
}

export interface Chosen {
  /** Null: Workspace could run none of them. */
  next: { call: FunctionCall; about: string } | null;
  /** Those it could not run. */
  faults: Fault[];
}

/** `kept`: what Workspace will not say again. */
export function chooseCall(waiting: readonly WaitingCall[], offer: Pick<Offer, "fit">, kept: string | null): Chosen {
  const fitting: { call: WaitingCall; fitting: Fitting }[] = [];
  const faults: Fault[] = [];
  for (const call of waiting) {
    const fit = offer.fit(call.name, call.args);
    if ("fault" in fit) faults.push({ callId: call.callId, name: call.name, args: call.args, message: fit.fault });
    else fitting.push({ call, fitting: fit.fitting });
  }
  const [first] = fitting;
  if (!first) return { next: null, faults };
  const isFetch = widgetDataFunctions.has(first.fitting.function);
  const group = isFetch ? fitting.filter((each) => each.fitting.function === first.fitting.function) : [first];
  const sources = group.map(({ fitting: { input_arguments: given } }) => (isFetch ? listOf(given.data_sources) : [null]));
  const state = {
    calls: group.map(({ call }) => call.callId),
    sizes: sources.map(({ length }) => length),
    step: first.call.step,
    kept,
  };
  const queries = group.flatMap(({ fitting: { echo } }) => listOf(echo.widget_queries));
  const about = group.map(({ fitting: each }) => each.about).join(" ");
  const call: FunctionCall = {
    function: first.fitting.function,
    input_arguments: isFetch ? { data_sources: sources.flat() } : first.fitting.input_arguments,
    extra_state: {
      ...writeExtraState(state),
      copilot_function_call_arguments: isFetch ? { summary: about, widget_queries: queries } : first.fitting.echo,
    },
  };
  return { next: { call, about }, faults };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
