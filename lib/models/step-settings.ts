/** Owns: how a step's first request says what whoever asked has set, by what is known of the model; what it cannot say, it tells. */
import type { Status } from "#lib/reasoning/event.ts";
import { type LeftOut, leftOutText, mustCall, namesIn, settingKey, withoutSettings } from "./call-settings.ts";
import type { Objections } from "./objections.ts";
import type { StepRequest } from "./retry.ts";
import type { StepCall } from "./stream-step.ts";

export interface Settled extends Pick<StepRequest, "settings" | "withTools"> {
  /** The effort beside an output limit, in the provider's word; null: nothing is said. */
  effortFor(outputLimit: number | null): string | null;
  /** What is to be told of it; null: all is said as it was asked for. */
  note: Status | null;
}

export function settle(
  { model, tools, outputLimit, effort, settings: asked = {} }: StepCall,
  known: Objections,
  toolNames: string,
): Settled {
  const takesTools = tools.length > 0 && known.tools !== toolNames;
  // Without tools there is nothing to choose among.
  const wished = takesTools ? asked : withoutSettings(asked, ["toolChoice", "parallelToolCalls"]);
  const mayNotThink = () => mustCall(wished) && (known.forcedThought || model.thinksWhereItMustCall === false);
  const canBeOff = model.info.efforts.includes("off");
  const effortFor = (limit: number | null) => {
    const word = model.effortWord(mayNotThink() && canBeOff ? "off" : effort, limit);
    return word === null || known.efforts.has(word) ? null : word;
  };
  const word = effortFor(outputLimit);
  const unforced: LeftOut[] = mayNotThink() && !canBeOff ? [{ name: "toolChoice", why: "thinking" }] : [];
  const unsaid = [...unforced, ...(model.leavesOut?.(wished, word) ?? [])];
  const refused = namesIn(wished).flatMap((name): LeftOut[] => {
    const isKnown = known.settings.has(settingKey(name, wished, word)) && unsaid.every((one) => one.name !== name);
    return isKnown ? [{ name, why: "not-taken" }] : [];
  });
  const leftOut = [...unsaid, ...refused];
  const settings = withoutSettings(
    wished,
    leftOut.map(({ name }) => name),
  );
  // A choice of no tools is kept by declaring none.
  const withTools = takesTools && (wished.toolChoice !== "none" || settings.toolChoice === "none");
  const sentences = [
    mayNotThink() && canBeOff && effort !== "off"
      ? "This model may not think where it must call a tool, so it does not think in this call."
      : "",
    leftOutText(leftOut, wished),
  ].filter((sentence) => sentence !== "");
  const message = sentences.join(" ");
  return {
    effortFor,
    settings,
    withTools,
    note: message === "" ? null : { type: "status", level: "info", code: "note", message },
  };
}
