import { describe, expect, it } from "vitest";
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import { clientToolStory, clientToolWait, gated, tell } from "#lib/testing/chat-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import type { ChatDelta } from "./delta.ts";

interface ReasoningItem {
  summary: string[];
  content: string[] | null;
}
interface Handled {
  events: { type: string; delta: string }[];
  item: ReasoningItem | null;
  text: string;
}

/**
 * What `ChatCmplStreamHandler.handle_stream` of the Python Agents SDK (as of 2026) makes of deltas: `reasoning_content` becomes a summary
 * that text or calls close, so that a later thought is another; `reasoning` becomes text of the same item. It looks at both in every chunk.
 */
function handle(deltas: readonly ChatDelta[]): Handled {
  const events: Handled["events"] = [];
  let item: ReasoningItem | null = null;
  let openSummary: number | null = null;
  let text = "";
  for (const delta of deltas) {
    if (delta.reasoning_content) {
      item ??= { summary: [], content: null };
      if (openSummary === null) openSummary = item.summary.push("") - 1;
      events.push({ type: "response.reasoning_summary_text.delta", delta: delta.reasoning_content });
      item.summary[openSummary] += delta.reasoning_content;
    }
    if (delta.reasoning) {
      item ??= { summary: [], content: [""] };
      events.push({ type: "response.reasoning_text.delta", delta: delta.reasoning });
      item.content = [(item.content?.[0] ?? "") + delta.reasoning];
    }
    if (openSummary !== null && (delta.content || delta.tool_calls)) openSummary = null;
    text += delta.content ?? "";
  }
  return { events, item, text };
}

const thoughts = ({ events }: Handled) => events.map(({ delta }) => delta).join("");
const told = (name: string, format: ReasoningFormat) => handle(tell(gated(scenario(name)), format).deltas);
const plan = "**Working it out**\n\nSeven times six is forty-two. That is easy.";

describe("the Python Agents SDK", () => {
  it("reads a thought of mode reasoning_content exactly once, as a summary", () => {
    const handled = told("thinking then text", "reasoning_content");
    expect(thoughts(handled)).toBe(plan);
    expect(handled.item).toEqual({ summary: [plan], content: null });
    expect(new Set(handled.events.map(({ type }) => type))).toEqual(new Set(["response.reasoning_summary_text.delta"]));
  });

  it("reads a thought of mode reasoning exactly once, as text", () => {
    const handled = told("thinking then text", "reasoning");
    expect([thoughts(handled), handled.item]).toEqual([plan, { summary: [], content: [plan] }]);
  });

  it("reads it twice of mode both, which is why that is never chosen for a client", () => {
    expect(thoughts(told("thinking then text", "both"))).toHaveLength(2 * plan.length);
  });

  it("has one summary for thoughts in a row, and another for one after the answer began", () => {
    expect(told("several thoughts", "reasoning_content").item?.summary).toHaveLength(1);
    expect(told("interleaved thinking and text", "reasoning_content").item?.summary).toEqual([
      "First the sum.",
      "\n\nThen the product.",
    ]);
  });

  it("sees the thought before its own tools are called, and the calls whole", () => {
    const { deltas } = tell(gated(clientToolStory).slice(0, clientToolWait), "reasoning_content");
    expect(thoughts(handle(deltas))).toBe("I need both.");
    expect(handle(deltas).text).toBe("Let me look.");
  });
});
