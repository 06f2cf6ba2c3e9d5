/**
 * Owns: what a model is shown of the path on screen. It depends on the path and on nothing else.
 * Does not own: the provider's own message shape (`lib/models`), which turns are on the path (`path.ts`).
 */
import type { RunEvent, Seal } from "./event.ts";
import type { PromptMessage, PromptPart } from "./prompt-message.ts";
import type { Part, ToolPart, View } from "./view.ts";

/** One turn of the path. Views hold no seals; `seals` are those of its log, by part id, where they may be sent back. */
export interface PromptTurn {
  text: string;
  view: View | null;
  seals?: ReadonlyMap<string, Seal>;
}

/** The seals in a log, by part id. */
export function collectSeals(events: readonly RunEvent[]): Map<string, Seal> {
  const seals = new Map<string, Seal>();
  for (const event of events) if (event.type === "reasoning-end" && event.seal) seals.set(event.partId, event.seal);
  return seals;
}

/**
 * Messages for the model behind `issuer`. A thought goes along only with a seal of that issuer, from a run that was not
 * cut off, and in front of something it led to. A tool call goes along only with its outcome. An answer that was cut off
 * counts as far as it was seen; a turn without a visible answer leaves its question standing alone.
 */
export function toPrompt(path: readonly PromptTurn[], issuer: string): PromptMessage[] {
  return path.flatMap((turn) => {
    const question: PromptMessage = { role: "user", text: turn.text };
    return turn.view ? [question, ...answerOf(turn.view, sealsOf(turn, issuer))] : [question];
  });
}

function sealsOf({ view, seals }: PromptTurn, issuer: string): Map<string, Seal> {
  const isWhole = view?.status === "completed" || view?.status === "running";
  return new Map(isWhole && seals ? [...seals].filter(([, seal]) => seal.issuer === issuer) : []);
}

function answerOf(view: View, seals: ReadonlyMap<string, Seal>): PromptMessage[] {
  const steps = Map.groupBy(view.parts, (part) => part.step);
  return [...steps.values()].flatMap((parts) => {
    const shown = withoutIdleThoughts(parts.flatMap((part) => promptPart(part, seals)));
    if (shown.length === 0) return [];
    const results = parts.flatMap((part) => (part.kind === "tool" ? resultOf(part) : []));
    return [{ role: "assistant" as const, parts: shown }, ...results];
  });
}

function promptPart(part: Part, seals: ReadonlyMap<string, Seal>): PromptPart[] {
  switch (part.kind) {
    case "reasoning": {
      const seal = part.endedAt === null ? undefined : seals.get(part.id);
      return seal ? [{ kind: "reasoning", text: part.text, seal }] : [];
    }
    case "text":
      return part.text.trim() === "" ? [] : [{ kind: "text", text: part.text }];
    case "tool":
      return resultOf(part).length === 0 ? [] : [{ kind: "tool-call", callId: part.callId, name: part.name, args: part.args }];
    case "source":
    case "status":
      return [];
    default:
      return part satisfies never;
  }
}

/** Providers refuse a sealed thought that nothing follows. */
function withoutIdleThoughts(parts: PromptPart[]): PromptPart[] {
  return parts.slice(0, parts.findLastIndex((part) => part.kind !== "reasoning") + 1);
}

function resultOf(part: ToolPart): PromptMessage[] {
  const { callId, name } = part;
  switch (part.state) {
    case "done":
      return [{ role: "tool", callId, name, result: part.result, isError: false }];
    case "failed":
      return [{ role: "tool", callId, name, result: part.error ?? "The tool failed.", isError: true }];
    case "refused": {
      const reason = part.approval?.reason;
      const result = reason ? `The person refused this call: ${reason}` : "The person refused this call.";
      return [{ role: "tool", callId, name, result, isError: true }];
    }
    case "running":
    case "awaiting-approval":
    case "unknown":
      return [];
    default:
      return part.state satisfies never;
  }
}
