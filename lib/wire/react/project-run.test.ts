import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exposure, exposures } from "#lib/core/exposure.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { anyStory } from "#lib/testing/arbitrary.ts";
import { numbered } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { projectRun } from "./project-run.ts";
import { select } from "./select.ts";
import type { RunMessage, StepData } from "./server-message.ts";

const facts = { agent: "researcher", message: "What is it?", enable_reasoning: true };

function throughGate(events: readonly RunEvent[], exposure: Exposure): RunEvent[] {
  const gate = makeGate(exposure);
  return events.flatMap((event) => gate(event) ?? []);
}

function messagesOf(events: readonly RunEvent[], exposure: Exposure = "full"): RunMessage[] {
  return throughGate(events, exposure).flatMap(projectRun("run_1", facts));
}

const stepsOf = (messages: readonly RunMessage[]): StepData[] =>
  messages.flatMap((message) => (message.type === "reasoning_step" ? [message.data] : []));

/** What a client that reads whole steps has in the end, and one that reads pieces. */
function assembled(messages: readonly RunMessage[]) {
  const isText = ({ step_id }: { step_id: string }) => step_id.startsWith("text-");
  const steps = stepsOf(messages);
  const deltas = messages.flatMap((message) => (message.type === "reasoning_delta" ? [message.data] : []));
  const byStep = new Map<string, string>();
  for (const { step_id, delta } of deltas) byStep.set(step_id, (byStep.get(step_id) ?? "") + delta);
  return {
    text: steps
      .filter(isText)
      .map(({ content }) => content)
      .join(""),
    thoughts: steps.filter((step) => step.type === "thought" && !isText(step)).map(({ content }) => content),
    byStep,
    contents: new Map(steps.filter(({ step_id }) => byStep.has(step_id)).map(({ step_id, content }) => [step_id, content])),
  };
}

const textOf = ({ parts }: View) => parts.flatMap((part) => (part.kind === "text" ? part.text : [])).join("");
const thoughtsOf = ({ parts }: View) => parts.flatMap((part) => (part.kind === "reasoning" && part.text ? part.text : []));

describe.each(scenarios)("the messages of $name", ({ drafts }) => {
  const events = numbered(drafts);
  const whole = foldAll(emptyView("run_1"), events);
  const isOver = events.at(-1)?.type === "run-end";

  it.each(exposures)("hold the answer and the thoughts of the View, as far as %s lets them out", (exposure) => {
    const view = foldAll(emptyView("run_1"), throughGate(events, exposure));
    const { text, thoughts, byStep, contents } = assembled(messagesOf(events, exposure));
    if (isOver) {
      expect(text).toBe(textOf(view));
      expect(thoughts).toEqual(thoughtsOf(view));
      expect(byStep).toEqual(contents);
    } else {
      expect(textOf(view).startsWith(text)).toBe(true);
    }
  });

  it("begin with one reasoning_start and end with exactly one reasoning_complete", () => {
    const types = messagesOf(events).map(({ type }) => type);
    if (events.length > 0) expect(types[0]).toBe("reasoning_start");
    expect(types.filter((type) => type === "reasoning_start")).toHaveLength(events.length > 0 ? 1 : 0);
    expect(types.filter((type) => type === "reasoning_complete")).toHaveLength(isOver ? 1 : 0);
    if (isOver) expect(types.at(-1)).toBe("reasoning_complete");
  });

  it("have rising numbers, so that a reader that left after any of them and came back has them all once", () => {
    const messages = messagesOf(events);
    const numbers = messages.map(({ seq }) => seq);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (let had = 0; had <= messages.length; had += Math.ceil((messages.length + 1) / 100)) {
      const last = messages[had - 1]?.seq ?? 0;
      const again = messagesOf(events).filter(({ seq }) => seq > last);
      expect([...messages.slice(0, had), ...again]).toEqual(messages);
    }
  });

  it("have the same numbers however much of the run was there at once", () => {
    for (let had = 1; had < events.length; had += Math.ceil(events.length / 20)) {
      const early = messagesOf(events.slice(0, had));
      expect(messagesOf(events).slice(0, early.length)).toEqual(early);
    }
  });

  it("give every call exactly one result once the run is over", () => {
    const calls = stepsOf(messagesOf(events)).filter(({ type }) => type === "tool_use");
    const results = stepsOf(messagesOf(events)).filter(({ type }) => type === "tool_result");
    const ids = (steps: StepData[]) => steps.map(({ tool_call_id }) => tool_call_id).sort();
    if (isOver) expect(ids(results)).toEqual(ids(calls));
  });

  it("never say the same as a thought and as an answer, and end with an answer or an error", () => {
    const steps = stepsOf(messagesOf(events));
    const thoughts = new Set(steps.filter(({ type }) => type === "thought").map(({ content }) => content));
    for (const { type, content } of steps) if (type === "final_answer") expect(thoughts).not.toContain(content);
    const isCancelled = whole.status === "stopped";
    if (isOver && !isCancelled) expect(["final_answer", "error"]).toContain(steps.at(-1)?.type);
  });

  it("let nothing of a thought out with an exposure of none", () => {
    const told = JSON.stringify(messagesOf(events, "none"));
    for (const part of whole.parts) {
      if (part.kind !== "reasoning" || part.text.length < 8 || textOf(whole).includes(part.text.slice(0, 20))) continue;
      expect(told).not.toContain(JSON.stringify(part.text).slice(1, 20));
    }
    expect(stepsOf(messagesOf(events, "none")).filter((step) => step.step_id.startsWith("p") && step.type === "thought")).toEqual(
      [],
    );
  });

  it("are, without reasoning, the start, the answer or the error, and the end", () => {
    const choice = { stream: "token", hasReasoning: false } as const;
    const messages = messagesOf(events).flatMap((message) => select(message, choice) ?? []);
    const types = new Set(messages.map(({ type }) => type));
    for (const type of ["reasoning_step", "reasoning_delta"] as const) expect(types).not.toContain(type);
    if (isOver && whole.status !== "stopped") expect(types.has("response") || types.has("error")).toBe(true);
  });
});

describe("the messages of any story", () => {
  it("begin and end once, are numbered upwards, and pair calls with results, whatever is missing or out of order", () => {
    fc.assert(
      fc.property(anyStory, (drafts) => {
        const events = numbered(drafts);
        const messages = messagesOf(events);
        const numbers = messages.map(({ seq }) => seq);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        const isOver = events.some(({ type }) => type === "run-end");
        expect(messages.filter(({ type }) => type === "reasoning_complete")).toHaveLength(isOver ? 1 : 0);
        const steps = stepsOf(messages);
        const count = (type: StepData["type"]) => steps.filter((step) => step.type === type).length;
        if (isOver) expect(count("tool_result")).toBe(count("tool_use"));
      }),
    );
  });
});
