/**
 * Owns: the tool calls of a chat answer, put together from their pieces. Pure. Servers cut arguments anywhere, repeat or leave
 * out ids and indexes, and use an index again for another call.
 */
import { randomUUID } from "node:crypto";
import type { ModelPart } from "../model-part.ts";
import type { ChatExtraSeal } from "./chat-seal.ts";
import { isRecord, recordOf } from "./json-record.ts";
import { makeJsonDepth, readArguments } from "./tool-arguments.ts";

interface Call {
  index: number | null;
  /** As the server wrote it; empty where it did not. */
  id: string;
  callId: string;
  name: string;
  args: string;
  depth: ReturnType<typeof makeJsonDepth>;
  /** Arguments that came before the name. */
  early: string;
  seal: ChatExtraSeal | null;
}

export interface ToolFragments {
  /** One entry of `tool_calls`. */
  read(fragment: unknown): void;
  /** A call that is complete and has no name of its own. */
  take(name: string, args: string): void;
  /** Gives the calls out: all of them, or those whose arguments are complete, until the first that is not. */
  release(isAll: boolean): void;
  readonly hasCalls: boolean;
}

export function makeToolFragments(give: (part: ModelPart) => void, makeCallId = () => `call_${randomUUID()}`): ToolFragments {
  let open: Call[] = [];
  let newest: Call | null = null;
  let hasCalls = false;
  const indexes = new Set<number | null>();
  const givenOut = new Set<string>();

  const begin = (index: number | null, id: string): Call => {
    const depth = makeJsonDepth();
    const call = { index, id, callId: id || makeCallId(), name: "", args: "", depth, early: "", seal: null };
    open.push(call);
    indexes.add(index);
    newest = call;
    return call;
  };
  const callFor = (index: number | null, id: string, name: string): Call | null => {
    // Said again after it was given out: by a server that sums up, or with an empty piece at its end.
    if (givenOut.has(id)) return null;
    const known =
      (id !== "" ? open.find((call) => call.id === id) : undefined) ??
      (index !== null ? open.findLast((call) => call.index === index) : open.findLast((call) => call === newest));
    if (known === undefined) return id === "" && name === "" && newest !== null && indexes.has(index) ? null : begin(index, id);
    const isOther = known.id !== "" && id !== "" && id !== known.id && (name !== "" || index === null);
    const isAgain = id === "" && name !== "" && known.name !== "" && known.depth.isWhole;
    return isOther || isAgain ? begin(index, id) : known;
  };
  const finish = ({ id, callId, name, args, seal }: Call) => {
    if (id !== "") givenOut.add(id);
    if (name === "") return;
    give({ type: "tool-call", callId, name, args: readArguments(args), ...(seal && { seal }) });
  };

  return {
    take(name, args) {
      const call = begin(null, "");
      hasCalls = true;
      Object.assign(call, { name: nameOf(name), args });
      call.depth.read(args);
      give({ type: "tool-input", callId: call.callId, name: call.name, delta: args });
    },
    read(fragment) {
      const { index, id, function: asked, extra_content: extra } = recordOf(fragment);
      const { name, arguments: piece } = recordOf(asked);
      const spelled = typeof name === "string" ? nameOf(name) : "";
      const call = callFor(typeof index === "number" ? index : null, typeof id === "string" ? id : "", spelled);
      if (call === null) return;
      hasCalls = true;
      const isNamed = call.name !== "";
      if (!isNamed || (spelled !== call.name && call.args === "")) call.name += spelled;
      if (isRecord(extra)) call.seal = { extra_content: { ...call.seal?.extra_content, ...extra } };
      const written = typeof piece === "string" ? piece : isRecord(piece) ? JSON.stringify(piece) : "";
      // A server that sums up at the end says the whole call again.
      const isRepeated = written !== "" && call.depth.isWhole && written === call.args;
      const delta = isRepeated ? "" : written;
      call.args += delta;
      call.depth.read(delta);
      if (call.name === "") call.early += delta;
      else if (!isNamed || delta !== "") {
        give({ type: "tool-input", callId: call.callId, name: call.name, delta: call.early + delta });
        call.early = "";
      }
    },
    release(isAll) {
      const ready = isAll ? open.length : open.findIndex((call) => !call.depth.isWhole);
      const done = open.slice(0, ready === -1 ? open.length : ready);
      open = open.slice(done.length);
      for (const call of done) finish(call);
    },
    get hasCalls() {
      return hasCalls;
    },
  };
}

/** Words of a channel may stick to a name. */
function nameOf(text: string): string {
  const end = text.indexOf("<|");
  return end === -1 ? text : text.slice(0, end);
}
