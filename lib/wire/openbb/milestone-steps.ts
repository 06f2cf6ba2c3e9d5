/** Owns: milestones as steps. With thoughts withheld no word in them is the model's. Pure. */
import type { Milestone } from "#lib/reasoning/milestone.ts";
import type { ToolPart, View } from "#lib/reasoning/view.ts";
import { makeNewMilestones } from "../new-milestones.ts";
import type { OpenbbEvent } from "./event.ts";
import { status } from "./status.ts";
import { detailsOfCall, detailsOfOutcome, knownName } from "./tool-details.ts";

export interface MilestoneSteps {
  /** Those that the View has now and had not when it was last looked at. */
  of(view: View, now: number): OpenbbEvent[];
}

/** `isOpen`: words that come from the model or from a tool may be told. */
export function makeMilestoneSteps(isOpen: boolean): MilestoneSteps {
  const milestones = makeNewMilestones();
  return { of: (view, now) => milestones.of(view, now).flatMap((milestone) => stepOf(milestone, view, isOpen)) };
}

function stepOf(milestone: Milestone, view: View, isOpen: boolean): OpenbbEvent[] {
  const { code, message, details } = milestone;
  const level = milestone.level === "SUCCESS" ? "INFO" : milestone.level;
  switch (code) {
    // Told in Workspace's own words, at the very end.
    case "complete":
    case "ended":
      return [];
    case "connecting":
      return [status(level, message, { model: view.modelName, effort: view.effortAsked })];
    case "tool-started":
    case "tool-ended":
    case "waiting":
    case "decided":
      return toolStep(milestone, view, isOpen);
    case "note":
      return isOpen ? [status(level, message, details)] : [];
    case "queued":
    case "retrying":
    case "thinking":
    case "answer-now":
    case "answering":
      return [status(level, message, details)];
    default:
      return code satisfies never;
  }
}

function toolStep({ code, level: given, message, details }: Milestone, view: View, isOpen: boolean): OpenbbEvent[] {
  const part = view.parts.findLast((each): each is ToolPart => each.kind === "tool" && each.callId === details.callId);
  // What Workspace itself runs is told as what it is asked for.
  if (!part || part.isClients) return [];
  const level = given === "SUCCESS" ? "INFO" : given;
  const name = knownName(part, isOpen);
  switch (code) {
    case "tool-started":
      return [status(level, isOpen ? message : `Using ${name}.`, detailsOfCall(part, isOpen))];
    case "tool-ended":
      return [status(level, isOpen ? message : endedWords(part, name), detailsOfOutcome(part, isOpen))];
    case "waiting":
      return [
        status(level, isOpen ? message : `Waiting for you to allow ${name}.`, {
          decide_in: "Aloud",
          ...detailsOfCall(part, isOpen),
        }),
      ];
    default:
      return [status(level, message, { tool: name })];
  }
}

function endedWords({ state }: ToolPart, name: string): string {
  if (state === "done") return `${name} is done.`;
  return state === "failed" ? `${name} failed.` : `What came of ${name} is not known.`;
}
