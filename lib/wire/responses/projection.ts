/**
 * Owns: a stretch of a run as a response. Pure: the same events give the same response and the same numbered events of it, however often
 * and however they are cut into batches, so a reader may come back at a number.
 */
import type { RunEvent, Usage } from "#lib/reasoning/event.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import { type Ending, endingOf, handedOver } from "./ending.ts";
import { type OpenItem, openMessage, openReasoning, type Source, wholeCall } from "./items.ts";
import type { OutputItem, ResponseBeat, ResponseEvent, ResponseHead, ResponseObject } from "./response.ts";
import { responseUsage } from "./usage.ts";

export interface ProjectionOptions {
  head: ResponseHead;
  /** Thoughts in the model's own words are `reasoning_text`; those that are summaries stay summaries. */
  isRaw: boolean;
  /** What a client may send back for a thought that began at `createdAt` or later; null: it wants none. */
  seal: ((thought: { runId: string; partId: string; createdAt: number }) => string) | null;
}

export interface Projection {
  /** What is to be said of an event; nothing after the end. */
  push(event: RunEvent): ResponseEvent[];
  /** As it stands; null before the first event. */
  response(): ResponseObject | null;
  isOver(): boolean;
}

type Call = { partId: string; name: string; args: unknown };

export function projectResponse({ head, isRaw, seal }: ProjectionOptions): Projection {
  let number = 0;
  let startedAt: number | null = null;
  let endedAt: number | null = null;
  let ending: Ending | null = null;
  let step: number | null = null;
  const usages: Usage[] = [];
  const items: (() => OutputItem)[] = [];
  /** By kind and part, those that are not done. */
  const open = new Map<string, OpenItem>();
  const calls = new Map<string, Call>();
  let sources: Source[] = [];

  function response(): ResponseObject | null {
    if (startedAt === null) return null;
    const { instructions, ...rest } = head;
    return {
      ...rest,
      created_at: seconds(startedAt),
      completed_at: ending?.status === "completed" && endedAt !== null ? seconds(endedAt) : null,
      status: ending?.status ?? "in_progress",
      error: ending?.error ?? null,
      incomplete_details: ending?.reason == null ? null : { reason: ending.reason },
      instructions,
      output: items.map((item) => item()),
      usage: ending === null ? null : responseUsage(sumUsage(usages)),
    };
  }

  function begin(at: number): ResponseBeat[] {
    startedAt = at;
    return (["response.created", "response.in_progress"] as const).flatMap((type) => lifecycle(type));
  }

  function end(how: Ending, at: number): ResponseBeat[] {
    const last = closeAll(how.status === "completed" ? "completed" : "incomplete");
    ending = how;
    endedAt = at;
    return [...last, ...lifecycle(how.type)];
  }

  function lifecycle(type: Extract<ResponseBeat, { response: ResponseObject }>["type"]): ResponseBeat[] {
    const now = response();
    return now === null ? [] : [{ type, response: now }];
  }

  function close(key: string, item: OpenItem, status: "completed" | "incomplete"): ResponseBeat[] {
    open.delete(key);
    if (item.kind !== "message") return item.close(status);
    const beats = item.close(status, sources);
    sources = [];
    return beats;
  }
  function closeAll(status: "completed" | "incomplete"): ResponseBeat[] {
    return [...open].flatMap(([key, item]) => close(key, item, status));
  }
  /** Messages whose text has ended wait for sources only until something else is said. */
  function closeEnded(): ResponseBeat[] {
    return [...open].flatMap(([key, item]) => (item.hasEnded ? close(key, item, "completed") : []));
  }
  function enter(key: string, made: { item: OpenItem; beats: ResponseBeat[] }): ResponseBeat[] {
    items.push(made.item.item);
    open.set(key, made.item);
    return made.beats;
  }

  function think(event: RunEvent & { partId: string }, form: string): ResponseBeat[] {
    const key = `reasoning ${event.partId}`;
    if (open.has(key)) return [];
    const place = { runId: event.runId, partId: event.partId, index: items.length };
    const createdAt = startedAt ?? event.at;
    const sealOf = seal && ((partId: string) => seal({ runId: event.runId, partId, createdAt }));
    return [...closeEnded(), ...enterOnce(key, () => openReasoning(place, { isRaw: isRaw && form === "full", seal: sealOf }))];
  }
  /** A part that was closed with its model call is not opened again. */
  const entered = new Set<string>();
  function enterOnce(key: string, make: () => { item: OpenItem; beats: ResponseBeat[] }): ResponseBeat[] {
    if (entered.has(key)) return [];
    entered.add(key);
    return enter(key, make());
  }

  function beatsOf(event: RunEvent): ResponseBeat[] {
    switch (event.type) {
      case "reasoning-start":
        return think(event, event.form);
      case "reasoning-delta": {
        const begun = think(event, "full");
        return [...begun, ...(open.get(`reasoning ${event.partId}`)?.say(event.delta) ?? [])];
      }
      case "reasoning-end": {
        const key = `reasoning ${event.partId}`;
        const item = open.get(key);
        return item ? close(key, item, event.isCut ? "incomplete" : "completed") : [];
      }
      case "text-delta": {
        const key = `text ${event.partId}`;
        const place = { runId: event.runId, partId: event.partId, index: items.length };
        // A text that has nothing but a seal is no message.
        const begun = event.delta === "" || open.has(key) ? [] : [...closeEnded(), ...enterOnce(key, () => openMessage(place))];
        return [...begun, ...(open.get(key)?.say(event.delta) ?? [])];
      }
      case "text-end": {
        const item = open.get(`text ${event.partId}`);
        if (item) item.hasEnded = true;
        return [];
      }
      case "tool-call":
        if (event.isClients) calls.set(event.callId, { partId: event.partId, name: event.name, args: event.args });
        return [];
      case "tool-handed": {
        const call = calls.get(event.callId);
        if (!call) return [];
        calls.delete(event.callId);
        const before = closeEnded();
        const whole = wholeCall({ runId: event.runId, partId: call.partId, index: items.length }, call);
        items.push(() => whole.item);
        return [...before, ...whole.beats];
      }
      case "source":
        sources.push({ url: event.url, title: event.title });
        return [];
      case "step-start": {
        const isSame = event.step === step;
        step = event.step;
        return isSame ? [] : closeAll("incomplete");
      }
      case "step-end": {
        usages.push(event.usage);
        const isWhole = event.finish === "stop" || event.finish === "tool-calls" || event.finish === "other";
        return closeAll(isWhole ? "completed" : "incomplete");
      }
      case "run-wait":
        return event.for === "client" ? end(handedOver, event.at) : [];
      case "run-end":
        return end(endingOf(event), event.at);
      case "run-start":
      case "run-resume":
      case "sent-back":
      case "text-start":
      case "status":
      case "tool-input-start":
      case "tool-input-delta":
      case "tool-approval-request":
      case "tool-approval-response":
      case "tool-start":
      case "tool-output":
      case "tool-progress":
      case "tool-result":
      case "tool-error":
        return [];
      default:
        return event satisfies never;
    }
  }

  return {
    push(event) {
      if (ending !== null) return [];
      const beats = [...(startedAt === null ? begin(event.at) : []), ...beatsOf(event)];
      return beats.map((beat) => ({ ...beat, sequence_number: number++ }));
    },
    response,
    isOver: () => ending !== null,
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
