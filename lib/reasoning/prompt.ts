/**
 * Owns: what a model is shown of the path on screen, with the account of what became of each earlier thought. Both depend on
 * the path and the model's policy and on nothing else.
 * Does not own: what goes back of one model call (`replay-step.ts`), the provider's own message shape (`lib/models`), which
 * turns are on the path (`path.ts`).
 */
import type { RunEvent, Seal, SentThoughts } from "./event.ts";
import type { PromptImage, PromptMessage, ReplayPolicy } from "./prompt-message.ts";
import { type Fate, replayStep } from "./replay-step.ts";
import type { View } from "./view.ts";

/** One turn of the path. Views hold no seals; `seals` are those of its log, by part id. */
export interface PromptTurn {
  text: string;
  images?: readonly PromptImage[];
  view: View | null;
  seals?: ReadonlyMap<string, Seal>;
}

export interface Prompt {
  messages: PromptMessage[];
  /** Every earlier thought on the path exactly once, by run and by what became of it. */
  sent: SentThoughts[];
}

export interface PromptOptions {
  /** False: the provider no longer took its seals. */
  withSeals?: boolean;
  /** Thoughts that were cut, of the last turn's run or of one beside the path, which the answer is to be made from. */
  unfinishedThought?: { runId: string; partIds: string[]; text: string } | null;
  /** The model that is asked: thoughts of others stay behind, sealed or not. Absent: whose they are does not matter. */
  modelId?: string;
  /** What the model is told before everything else. */
  instructions?: string;
  /** False: pictures stay behind, and the model is told so. */
  seesImages?: boolean;
}

/** The seals in a log, by part id. */
export function collectSeals(events: readonly RunEvent[]): Map<string, Seal> {
  const seals = new Map<string, Seal>();
  for (const event of events) if ("seal" in event && event.seal) seals.set(event.partId, event.seal);
  return seals;
}

/**
 * A thought goes along as the policy says, whole, and in front of something it led to; a seal to its issuer only. An answer
 * that was cut off counts as far as it was seen; a turn without a visible answer leaves its question standing alone.
 */
export function toPrompt(path: readonly PromptTurn[], policy: ReplayPolicy, options: PromptOptions = {}): Prompt {
  const { withSeals = true, unfinishedThought = null, modelId, instructions = "", seesImages = true } = options;
  const messages: PromptMessage[] = instructions === "" ? [] : [{ role: "system", text: instructions }];
  const sent: SentThoughts[] = [];
  for (const { text, images = [], view, seals = new Map<string, Seal>() } of path) {
    messages.push(questionOf(text, images, seesImages));
    if (view === null) continue;
    const quoted = new Set(view.runId === unfinishedThought?.runId ? unfinishedThought.partIds : []);
    const steps = new Map(view.steps.map((step) => [step.step, step]));
    const fates: [string, Fate][] = [];
    const isForeign = modelId !== undefined && view.modelId !== null && view.modelId !== modelId;
    for (const [number, parts] of Map.groupBy(view.parts, (part) => part.step)) {
      const finish = steps.get(number)?.finish ?? null;
      const isBroken = finish === null ? view.status !== "completed" : finish === "error" || finish === "aborted";
      const replay = replayStep(parts, { seals, quoted, isBroken, isForeign, policy, withSeals });
      messages.push(...replay.messages);
      fates.push(...replay.fates);
    }
    sent.push(...byFate(view.runId, fates));
  }
  if (unfinishedThought !== null) {
    const { runId, partIds, text } = unfinishedThought;
    messages.push({ role: "unfinished-thought", text });
    const isBesidePath = path.every(({ view }) => view?.runId !== runId);
    if (isBesidePath && partIds.length > 0) sent.push({ runId, partIds: [...partIds], how: "context", why: null });
  }
  return { messages, sent };
}

function questionOf(text: string, images: readonly PromptImage[], seesImages: boolean): PromptMessage {
  if (images.length === 0) return { role: "user", text };
  if (seesImages) return { role: "user", text, images };
  const left = images.length === 1 ? "An image was" : `${images.length} images were`;
  return { role: "user", text: `${text}\n\n[${left} left out here: this model does not read images.]`.trimStart() };
}

function byFate(runId: string, fates: readonly [string, Fate][]): SentThoughts[] {
  const groups = Map.groupBy(fates, ([, { how, why }]) => `${how} ${why}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ runId, partIds: group.map(([partId]) => partId), ...first[1] }] : [];
  });
}
