/** Owns: what of a tool is worth a word: that it began, that a person is asked, how it ended. Pure. */
import { info, type Milestone } from "./milestone.ts";
import type { ToolPart } from "./view.ts";

/** `isToPerson`: whoever reads it is the one who decides, and not a client of theirs. */
export function milestonesOfTool(part: ToolPart, isToPerson: boolean): Milestone[] {
  const { ranAt, handedAt, approval } = part;
  const milestones: Milestone[] = [];
  if (approval !== null && approval.by !== "rule") {
    milestones.push({
      ...at(part, approval.askedAt, "waiting", `Waiting for ${isToPerson ? "you" : "approval"}: ${approval.message}`),
      level: "WARNING",
    });
    if (approval.answeredAt !== null) milestones.push(at(part, approval.answeredAt, "decided", decisionOf(part, isToPerson)));
  }
  if (handedAt !== null) milestones.push(at(part, handedAt, "waiting", `Waiting for the client to run ${nameOf(part)}.`));
  if (ranAt !== null) milestones.push(at(part, ranAt, "tool-started", `Using ${nameOf(part)}.`));
  milestones.push(...endOf(part));
  return milestones;
}

function endOf(part: ToolPart): Milestone[] {
  const { endedAt, ranAt } = part;
  if (endedAt === null) return [];
  const ended = (level: Milestone["level"], message: string): Milestone[] => {
    const milestone = at(part, endedAt, "tool-ended", message);
    const details = ranAt === null ? milestone.details : { ...milestone.details, tookMs: endedAt - ranAt };
    return [{ ...milestone, level, details }];
  };
  switch (part.state) {
    case "done":
      return ended("SUCCESS", `${nameOf(part)} is done.`);
    case "failed":
      return ended("WARNING", `${nameOf(part)} failed: ${part.error ?? "no reason given"}`);
    case "unknown":
      return ended("WARNING", `What came of ${nameOf(part)} is not known.`);
    case "refused":
    case "writing":
    case "ready":
    case "running":
    case "awaiting-approval":
    case "handed-over":
      return [];
    default:
      return part.state satisfies never;
  }
}

function decisionOf({ approval }: ToolPart, isToPerson: boolean): string {
  if (approval?.by === "expiry") return "Nobody decided in time, so it counts as refused.";
  const said = approval?.approved ? "allowed" : "refused";
  return isToPerson ? `You ${said} it.` : `It was ${said}.`;
}

function at(part: ToolPart, time: number, code: Milestone["code"], message: string): Milestone {
  const { name, callId, server } = part;
  return info(time, code, message, { tool: name, callId, ...(server !== null && { server }) });
}

function nameOf({ title, name }: ToolPart): string {
  return title ?? name;
}
