/**
 * Owns: events of a run as what a chat completions client is told. Pure: the same events give the same deltas however they are batched.
 * Does not own: which events a client may see (`reasoning/gate.ts`), bytes (`chunks.ts`), the JSON answer (`completion.ts`).
 */
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import type { RunEnd, RunEvent, Usage } from "#lib/reasoning/event.ts";
import type { ToolCall } from "#lib/reasoning/tool-event.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import { argumentsText } from "../arguments-text.ts";
import { fragments } from "../fragments.ts";
import { runErrorOf } from "../run-error.ts";
import type { ChatDelta, ChatEnding, ChatFinish, UrlCitation } from "./delta.ts";
import { makeSpeech } from "./speech.ts";
import { chatUsage } from "./usage.ts";

export interface ProjectionOptions {
  format: ReasoningFormat;
  /** The id by which the client knows a call of its own tool. */
  callIdOf(runId: string, partId: string): string;
}

export interface Projection {
  /** What the event adds; nothing after the end. Tools that run here are not told of, only what they led to. */
  push(event: RunEvent): ChatDelta[];
  /** Null while the answer goes on. */
  ending(): ChatEnding | null;
}

/** Arguments of calls go out in pieces of at most this many UTF-16 units. */
export const longestFragment = 256;

/** Reads one segment: from the first event after the last one told, to the calls that the client is to answer or to the end. */
export function makeProjection({ format, callIdOf }: ProjectionOptions): Projection {
  const speech = makeSpeech(format);
  const calls = new Map<string, ToolCall>();
  const usages: Usage[] = [];
  const sources = new Map<string, string>();
  let handed = 0;
  let ending: ChatEnding | null = null;

  const finish = (reason: ChatFinish): ChatDelta[] => {
    ending = { kind: "finish", finish: reason, usage: chatUsage(sumUsage(usages)) };
    return [...speech.pause(), ...citations()];
  };
  const breakOff = (end: ChatEnding): ChatDelta[] => {
    ending = end;
    return speech.pause();
  };

  function citations(): ChatDelta[] {
    const end_index = speech.length();
    const annotations = [...sources].map(([url, title]): UrlCitation => {
      return { type: "url_citation", url_citation: { url, title, start_index: 0, end_index } };
    });
    return annotations.length === 0 ? [] : [{ annotations }];
  }

  function hand(runId: string, { partId, name, args }: ToolCall): ChatDelta[] {
    const index = handed++;
    const identity = { index, id: callIdOf(runId, partId), type: "function" as const, function: { name, arguments: "" } };
    const pieces = fragments(argumentsText(args), longestFragment);
    const rest = pieces.map((piece) => ({ index, function: { arguments: piece } }));
    return [...speech.pause(), ...[identity, ...rest].map((call) => ({ tool_calls: [call] }))];
  }

  function end({ status, reason, error }: RunEnd): ChatDelta[] {
    switch (status) {
      case "completed":
        return finish(finishOf(reason, handed > 0));
      case "stopped":
        return breakOff({ kind: "stopped" });
      case "failed":
      case "interrupted":
        return breakOff({ kind: "error", error: error ?? runErrorOf(status) });
      default:
        return status satisfies never;
    }
  }

  function read(event: RunEvent): ChatDelta[] {
    switch (event.type) {
      case "reasoning-delta":
        return speech.think(event.partId, event.delta);
      case "text-delta":
        return speech.say(event.delta);
      case "step-start":
        speech.newStep();
        return [];
      case "step-end":
        usages.push(event.usage);
        return [];
      case "source":
        if (!sources.has(event.url)) sources.set(event.url, event.title ?? event.url);
        return [];
      case "tool-call":
        if (event.isClients) calls.set(event.callId, event);
        return [];
      case "tool-handed": {
        const call = calls.get(event.callId);
        calls.delete(event.callId);
        return call === undefined ? [] : hand(event.runId, call);
      }
      case "run-wait":
        return event.for === "client" ? finish("tool_calls") : [];
      case "run-end":
        return end(event);
      case "run-start":
      case "run-resume":
      case "sent-back":
      case "reasoning-start":
      case "reasoning-end":
      case "text-start":
      case "text-end":
      case "tool-input-start":
      case "tool-input-delta":
      case "tool-approval-request":
      case "tool-approval-response":
      case "tool-start":
      case "tool-output":
      case "tool-progress":
      case "tool-result":
      case "tool-error":
      case "status":
        return [];
      default:
        return event satisfies never;
    }
  }

  return {
    push: (event) => (ending === null ? read(event) : []),
    ending: () => ending,
  };
}

/** `reason` is a provider's own word in ours. */
function finishOf(reason: string, hasCalls: boolean): ChatFinish {
  if (reason === "length") return "length";
  if (reason === "content-filter") return "content_filter";
  return hasCalls ? "tool_calls" : "stop";
}
