/** The gateway on a real database with a scripted model. */

import { readConversation } from "#lib/conversations/read.ts";
import type { Caller } from "#lib/core/caller.ts";
import type { DatabaseKind } from "#lib/db/client.ts";
import type { Asked } from "#lib/gateway/asked.ts";
import { startAsk } from "#lib/gateway/start-ask.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import { readViews } from "#lib/runs/views.ts";
import { partIdOut } from "#lib/wire/ids.ts";
import type { Ask, AskMessage } from "#lib/wire/request/ask.ts";
import { aCaller, anAsk } from "./asking.ts";
import { type RunEngineBench, withRunEngine } from "./run-engine.ts";
import { part, type ScriptedCall } from "./scripted-models.ts";

type Key = Parameters<typeof aCaller>[1];

export interface AskBench extends RunEngineBench {
  /** A key of its own unless told. Null: no key. */
  caller(key?: Key): Caller;
  ask(messages: AskMessage[], change?: Partial<Ask>, key?: Key): Promise<Asked>;
  /** Asks and waits for the model call. */
  askCall(messages: AskMessage[], change?: Partial<Ask>, key?: Key): Promise<Asked & { call: ScriptedCall }>;
  /** Asks and is answered; resolves when the run has ended. */
  answered(messages: AskMessage[], text: string, change?: Partial<Ask>, key?: Key): Promise<Asked & { call: ScriptedCall }>;
  /** Asks and is handed calls of these tools; `callIds` are as the client is told them. */
  handed(messages: AskMessage[], names: string[], change?: Partial<Ask>): Promise<Asked & { callIds: string[] }>;
  /** The model says this text and calls these tools of the client's; `callIds` as above. */
  hand(runId: string, call: ScriptedCall, names: string[], text?: string): Promise<{ callIds: string[] }>;
  /** Each question from the first down to this run's, with what was answered. */
  pathOf(asked: Pick<Asked, "conversationId" | "runId">): Promise<[question: string, answer: string][]>;
  conversations(): Promise<number>;
}

/** Call inside a describe. */
export function withAsks(kind: DatabaseKind): AskBench {
  const bench = withRunEngine(kind);
  const caller = (key: Key = {}) => aCaller(bench.viewer(), key);
  const ask = (messages: AskMessage[], change: Partial<Ask> = {}, key: Key = {}) =>
    startAsk(caller(key), anAsk(messages, change));
  const askCall: AskBench["askCall"] = async (messages, change, key) => {
    const asked = await ask(messages, change, key);
    return { ...asked, call: await bench.models().nextCall() };
  };
  const hand: AskBench["hand"] = async (runId, call, names, text = "") => {
    if (text !== "") call.send(...part("text", call.nextPartId(), text));
    call.call(...names.map((name) => ({ name, args: { of: name } })));
    await bench.ended(runId);
    const [view] = await readViews([runId]);
    const open = view?.parts.flatMap((each) => (each.kind === "tool" && each.state === "handed-over" ? [each.id] : [])) ?? [];
    return { callIds: open.map((partId) => partIdOut("call", { runId, partId })) };
  };
  return {
    ...bench,
    caller,
    ask,
    askCall,
    async answered(messages, text, change, key) {
      const asked = await askCall(messages, change, key);
      asked.call.answer("Let me think.", text);
      await bench.ended(asked.runId);
      return asked;
    },
    async handed(messages, names, change = {}) {
      const tools = names.map((name) => ({ name, description: `Does ${name}.`, inputSchema: { type: "object" } }));
      const { call, ...asked } = await askCall(messages, { tools, ...change });
      return { ...asked, ...(await hand(asked.runId, call, names)) };
    },
    hand,
    async pathOf({ conversationId, runId }) {
      const { tree } = await readConversation(bench.viewer(), conversationId);
      const path = pathTo(tree, runId);
      const views = await readViews(path.flatMap(({ run }) => run?.id ?? []));
      const textOf = new Map(
        views.map((view) => [view.runId, view.parts.map((part) => (part.kind === "text" ? part.text : "")).join("")]),
      );
      return path.map(({ turn, run }) => [turn.text, textOf.get(run?.id ?? "") ?? ""]);
    },
    conversations: () => bench.database().client.conversation.count(),
  };
}
