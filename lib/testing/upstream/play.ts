/** Owns: playing a scenario to one response. */
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Gate } from "./gate.ts";
import { type Action, tokensOf, type WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

interface Stage {
  response: ServerResponse;
  wire: Wire;
  gate: Gate;
  /** Ends when the client has gone. */
  signal: AbortSignal;
  /** Between two tokens; 0 sends as fast as the client reads. */
  tokenMs: number;
  inputTokens: number;
  /** Thinking was turned off in the request. */
  isThinkingOff: boolean;
}

export async function play(actions: Action[], stage: Stage): Promise<void> {
  const { response, wire, gate, signal } = stage;
  const counted: WireUsage = { input: stage.inputTokens, output: 0, reasoning: 0, cached: 0 };

  const send = async (frames: string[]) => {
    if (frames.length === 0 || signal.aborted) return;
    if (!response.headersSent)
      response.writeHead(200, { "content-type": wire.contentType ?? "text/event-stream; charset=utf-8" });
    if (!response.write(frames.join(""))) {
      await new Promise<void>((resolve) => {
        response.once("drain", resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  };
  const stream = async (tokens: string[], frames: (token: string) => string[]) => {
    for (const token of tokens) {
      await gate.pass(signal);
      if (signal.aborted) return;
      await send(frames(token));
      counted.output += 1;
      await (stage.tokenMs > 0 ? wait(stage.tokenMs, signal) : nextTurn());
    }
  };

  const [first] = actions;
  if (first?.kind === "reply") {
    response.writeHead(first.status, first.headers).end(first.body);
    return;
  }
  if (first?.kind === "refuse") {
    const body = wire.refusal?.(first.status, first.error) ?? { error: { param: null, ...first.error } };
    response.writeHead(first.status, { "content-type": "application/json", ...first.headers }).end(JSON.stringify(body));
    return;
  }
  if (first?.kind !== "reset" && first?.kind !== "silence" && first?.kind !== "hold") await send(wire.begin());
  for (const action of actions) {
    if (signal.aborted) return;
    switch (action.kind) {
      case "thought": {
        if (stage.isThinkingOff) break;
        const field = action.field ?? "reasoning_content";
        await send(wire.newThought(field));
        const before = counted.output;
        await stream(tokensOf(action.text, action.cut), (token) => wire.thought(token, field));
        counted.reasoning = (counted.reasoning ?? 0) + counted.output - before;
        break;
      }
      case "text":
        await stream(tokensOf(action.text, action.cut), (token) => wire.text(token, action.phase));
        break;
      case "sealed":
        await send(wire.sealed());
        break;
      case "redacted":
        await send(wire.redacted?.() ?? []);
        break;
      case "tool":
        if (wire.toolCall === undefined) throw new Error("This wire calls no tools yet.");
        await send(wire.toolCall(action));
        break;
      case "hold":
        await gate.stop(signal);
        if (!response.headersSent) await send(wire.begin());
        break;
      case "wait":
        await wait(action.ms, signal);
        break;
      case "reply":
      case "refuse":
        throw new Error("A reply comes first or not at all.");
      case "raw":
        await send(wire.raw?.(action.data) ?? [`data: ${action.data}\n\n`]);
        break;
      case "bytes":
        await send([action.bytes]);
        await nextTurn();
        break;
      case "error":
        await send(wire.error(action));
        break;
      case "finish":
        await send(wire.finish(action.reason, action.usage === "count" ? counted : action.usage));
        break;
      case "reset":
        response.socket?.resetAndDestroy();
        return;
      case "silence":
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        return;
      default:
        action satisfies never;
    }
  }
  response.end();
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // Only the signal rejects this: the client has gone, and the caller looks at the signal next.
  }
}
