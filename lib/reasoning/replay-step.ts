/** Owns: what of one earlier model call goes back to a model, and what became of each of its thoughts. Pure. */
import type { LeftOutReason, Seal, SentThoughts } from "./event.ts";
import type { PromptMessage, PromptPart, ReplayPolicy } from "./prompt-message.ts";
import type { Part, ReasoningPart, ToolPart } from "./view.ts";

export type Fate = Pick<SentThoughts, "how" | "why">;

export interface ReplayOptions {
  /** Of the run, by part id. */
  seals: ReadonlyMap<string, Seal>;
  /** Thoughts whose text is quoted to the model elsewhere. */
  quoted: ReadonlySet<string>;
  /** The call did not come to its provider's own end. */
  isBroken: boolean;
  /** Another model thought it. */
  isForeign: boolean;
  policy: ReplayPolicy;
  withSeals: boolean;
}

/**
 * Of a broken call goes back its text as far as it was seen and the tools that have an outcome, without seals. In a whole one,
 * a tool without an outcome has failed.
 */
export function replayStep(
  parts: readonly Part[],
  options: ReplayOptions,
): { messages: PromptMessage[]; fates: [string, Fate][] } {
  const outcomes = new Map(parts.flatMap((part) => (part.kind === "tool" ? [[part.id, outcomeOf(part, options)] as const] : [])));
  const isKept = (part: Part) =>
    (part.kind === "text" && (part.text.trim() !== "" || ownSeal(part.id, options) !== null)) ||
    (part.kind === "tool" && outcomes.get(part.id) !== null);
  const lastKept = parts.findLastIndex(isKept);
  const hasCalls = parts.some((part) => part.kind === "tool" && isKept(part));
  const thoughts = parts.flatMap((part, index) => (part.kind === "reasoning" ? [{ part, isFollowed: index < lastKept }] : []));
  const fates = fatesOf(thoughts, hasCalls, options);

  const covered = coversOf(thoughts, options.seals);
  const shown = parts.flatMap((part): PromptPart[] => {
    if (part.kind === "reasoning") {
      const how = fates.get(part.id)?.how;
      if (how === "full") return [{ kind: "reasoning", text: part.text, seal: null }];
      if (how !== "sealed" || covered.has(part.id)) return [];
      return [{ kind: "reasoning", text: part.text, seal: ownSeal(part.id, options) }];
    }
    if (!isKept(part)) return [];
    const seal = ownSeal(part.id, options);
    if (part.kind === "text") return [{ kind: "text", text: part.text, seal }];
    return part.kind === "tool" ? [{ kind: "tool-call", callId: part.callId, name: part.name, args: part.args, seal }] : [];
  });
  const results = [...outcomes.values()].filter((outcome) => outcome !== null);
  return {
    messages: shown.length === 0 ? [] : [{ role: "assistant", parts: shown }, ...results],
    fates: thoughts.flatMap(({ part }): [string, Fate][] => [[part.id, fates.get(part.id) ?? leftOut("idle")]]),
  };
}

interface Thought {
  part: ReasoningPart;
  /** Something of the answer goes back after it. */
  isFollowed: boolean;
}

function fatesOf(thoughts: readonly Thought[], hasCalls: boolean, options: ReplayOptions): Map<string, Fate> {
  const fates = new Map(thoughts.map((thought) => [thought.part.id, fateOf(thought, hasCalls, options)]));
  for (const [partId, coverId] of coversOf(thoughts, options.seals)) {
    const fate = fates.get(coverId);
    if (fate && fates.get(partId)?.how !== "context") fates.set(partId, fate.how === "context" ? leftOut("cut") : fate);
  }
  return fates;
}

/** Thoughts that another's seal holds as well: part id -> the id of that other. */
function coversOf(thoughts: readonly Thought[], seals: ReadonlyMap<string, Seal>): Map<string, string> {
  const ids = new Set(thoughts.map(({ part }) => part.id));
  const covers = new Map<string, string>();
  for (const { part } of thoughts) {
    for (const id of seals.get(part.id)?.covers ?? [])
      if (id !== part.id && ids.has(id) && !covers.has(part.id)) covers.set(id, part.id);
  }
  return covers;
}

function fateOf({ part, isFollowed }: Thought, hasCalls: boolean, options: ReplayOptions): Fate {
  const isBlank = part.text.trim() === "";
  if (options.quoted.has(part.id) && !isBlank) return { how: "context", why: null };
  if (part.isCut || part.endedAt === null || options.isBroken) return leftOut("cut");
  const wanted = wantedFate(options.seals.get(part.id), isBlank, hasCalls, options);
  return wanted.why === null && !isFollowed ? leftOut("idle") : wanted;
}

/** As far as the policy decides it. */
function wantedFate(
  seal: Seal | undefined,
  isBlank: boolean,
  hasCalls: boolean,
  { policy, withSeals, isForeign }: ReplayOptions,
): Fate {
  const takesNone = !policy.takesSeals && policy.text === "never";
  if (takesNone) return leftOut("not-taken");
  if (seal !== undefined) {
    if (!policy.takesSeals || seal.issuer !== policy.issuer) return leftOut("foreign");
    return withSeals ? { how: "sealed", why: null } : leftOut("expired");
  }
  if (policy.text === "never" || isBlank) return leftOut("unsealed");
  if (isForeign) return leftOut("foreign");
  return policy.text === "always" || hasCalls ? { how: "full", why: null } : leftOut("closed-turn");
}

function leftOut(why: LeftOutReason): Fate {
  return { how: "left-out", why };
}

/** The seal of a part, where it may go back. */
function ownSeal(partId: string, { seals, policy, isBroken, withSeals }: ReplayOptions): Seal | null {
  const seal = seals.get(partId);
  return seal !== undefined && policy.takesSeals && withSeals && !isBroken && seal.issuer === policy.issuer ? seal : null;
}

/** Null: the call is not told of either. */
function outcomeOf(part: ToolPart, { isBroken }: ReplayOptions): PromptMessage | null {
  const { callId, name } = part;
  const failed = (result: string): PromptMessage => ({ role: "tool", callId, name, result, isError: true });
  switch (part.state) {
    case "done":
      return { role: "tool", callId, name, result: part.result, isError: false };
    case "failed":
      return failed(part.error ?? "The tool failed.");
    case "refused": {
      const { reason = null, by = null } = part.approval ?? {};
      if (by === "expiry") return failed("Nobody allowed this call in time, so it was not run.");
      return failed(reason ? `The person refused this call: ${reason}` : "The person refused this call.");
    }
    // It was never whole.
    case "writing":
      return null;
    case "ready":
    case "running":
    case "awaiting-approval":
    case "unknown":
      return isBroken ? null : failed("There is no result: the answer was ended before this call was.");
    case "handed-over":
      return isBroken ? null : failed("There is no result: nobody said what came of this call.");
    default:
      return part.state satisfies never;
  }
}
