/** Owns: the items of a response while they are written, and what is said of each from its first letter to its last. */
import { argumentsText } from "../arguments-text.ts";
import { fragments } from "../fragments.ts";
import { type PartIdKind, partIdOut } from "../ids.ts";
import { makeWholeCharacters } from "../whole-characters.ts";
import type {
  FunctionCallItem,
  ItemStatus,
  MessageItem,
  OutputItem,
  OutputText,
  ReasoningItem,
  ResponseBeat,
  UrlCitation,
} from "./response.ts";

/** Letters of a call's arguments said at once. */
const mostArgumentLetters = 256;

/** One item. Everything it says carries its place among the items, which never changes. */
export interface OpenItem {
  readonly kind: "reasoning" | "message";
  /** A message stays open for sources after its text has ended. */
  hasEnded: boolean;
  say(text: string): ResponseBeat[];
  close(status: "completed" | "incomplete", sources?: readonly Source[]): ResponseBeat[];
  item(): OutputItem;
}

export interface Source {
  url: string;
  title: string | null;
}

interface Place {
  runId: string;
  partId: string;
  index: number;
}

/** `isRaw`: word for word, not as a summary. `seal`: what the client may send back for it; null: it wants none. */
export function openReasoning(
  place: Place,
  { isRaw, seal }: { isRaw: boolean; seal: ((partId: string) => string) | null },
): { item: OpenItem; beats: ResponseBeat[] } {
  const at = whereIs("reasoning", place);
  const characters = makeWholeCharacters();
  let text = "";
  let hasPart = false;
  let status: ItemStatus = "in_progress";
  let sealed: string | null = null;

  const item = (): ReasoningItem => ({
    type: "reasoning",
    id: at.item_id,
    status,
    summary: hasPart && !isRaw ? [{ type: "summary_text", text }] : [],
    ...(hasPart && isRaw && { content: [{ type: "reasoning_text", text }] }),
    ...(sealed !== null && { encrypted_content: sealed }),
  });
  const add = (more: string): ResponseBeat[] => {
    if (more === "") return [];
    const opening = hasPart ? [] : [openPart()];
    hasPart = true;
    text += more;
    return [
      ...opening,
      isRaw
        ? { type: "response.reasoning_text.delta", ...at, content_index: 0, delta: more }
        : { type: "response.reasoning_summary_text.delta", ...at, summary_index: 0, delta: more },
    ];
  };
  const openPart = (): ResponseBeat =>
    isRaw
      ? { type: "response.content_part.added", ...at, content_index: 0, part: { type: "reasoning_text", text: "" } }
      : { type: "response.reasoning_summary_part.added", ...at, summary_index: 0, part: { type: "summary_text", text: "" } };
  const closePart = (): ResponseBeat[] => {
    if (!hasPart) return [];
    if (isRaw) {
      return [
        { type: "response.reasoning_text.done", ...at, content_index: 0, text },
        { type: "response.content_part.done", ...at, content_index: 0, part: { type: "reasoning_text", text } },
      ];
    }
    return [
      { type: "response.reasoning_summary_text.done", ...at, summary_index: 0, text },
      { type: "response.reasoning_summary_part.done", ...at, summary_index: 0, part: { type: "summary_text", text } },
    ];
  };

  const open: OpenItem = {
    kind: "reasoning",
    hasEnded: false,
    say: (more) => add(characters.take(more).toWellFormed()),
    close(ending) {
      const last = add(characters.rest().toWellFormed());
      status = ending;
      sealed = seal?.(place.partId) ?? null;
      return [...last, ...closePart(), done(at.output_index, item())];
    },
    item,
  };
  return { item: open, beats: [added(at.output_index, item())] };
}

export function openMessage(place: Place): { item: OpenItem; beats: ResponseBeat[] } {
  const at = whereIs("message", place);
  const characters = makeWholeCharacters();
  let text = "";
  let annotations: UrlCitation[] = [];
  let status: ItemStatus = "in_progress";
  let hasPart = false;

  const part = (): OutputText => ({ type: "output_text", text, annotations: [...annotations], logprobs: [] });
  const item = (): MessageItem => ({
    type: "message",
    id: at.item_id,
    status,
    role: "assistant",
    content: hasPart ? [part()] : [],
  });
  const add = (more: string): ResponseBeat[] => {
    if (more === "") return [];
    text += more;
    return [{ type: "response.output_text.delta", ...at, content_index: 0, delta: more, logprobs: [] }];
  };

  const open: OpenItem = {
    kind: "message",
    hasEnded: false,
    say: (more) => add(characters.take(more).toWellFormed()),
    close(ending, sources = []) {
      const last = add(characters.rest().toWellFormed());
      annotations = citations(sources, text);
      status = ending;
      return [
        ...last,
        ...annotations.map(
          (annotation, index): ResponseBeat => ({
            type: "response.output_text.annotation.added",
            ...at,
            content_index: 0,
            annotation_index: index,
            annotation,
          }),
        ),
        { type: "response.output_text.done", ...at, content_index: 0, text, logprobs: [] },
        { type: "response.content_part.done", ...at, content_index: 0, part: part() },
        done(at.output_index, item()),
      ];
    },
    item,
  };
  const begin = added(at.output_index, item());
  hasPart = true;
  return { item: open, beats: [begin, { type: "response.content_part.added", ...at, content_index: 0, part: part() }] };
}

/** A call is whole when it is handed over, so all of it is said at once. */
export function wholeCall(
  place: Place,
  call: { name: string; args: unknown },
): { item: FunctionCallItem; beats: ResponseBeat[] } {
  const at = whereIs("functionCall", place);
  const text = argumentsText(call.args).toWellFormed();
  const item = (status: ItemStatus, args: string): FunctionCallItem => ({
    type: "function_call",
    id: at.item_id,
    status,
    call_id: partIdOut("call", place),
    name: call.name,
    arguments: args,
  });
  const whole = item("completed", text);
  return {
    item: whole,
    beats: [
      added(at.output_index, item("in_progress", "")),
      ...fragments(text, mostArgumentLetters).map(
        (delta): ResponseBeat => ({ type: "response.function_call_arguments.delta", ...at, delta }),
      ),
      { type: "response.function_call_arguments.done", ...at, name: call.name, arguments: text },
      done(at.output_index, whole),
    ],
  };
}

function whereIs(kind: PartIdKind, place: Place) {
  return { item_id: partIdOut(kind, place), output_index: place.index };
}

function added(index: number, item: OutputItem): ResponseBeat {
  return { type: "response.output_item.added", output_index: index, item };
}

function done(index: number, item: OutputItem): ResponseBeat {
  return { type: "response.output_item.done", output_index: index, item };
}

/** Each page once. */
function citations(sources: readonly Source[], text: string): UrlCitation[] {
  const byUrl = new Map(sources.map((source) => [source.url, source]));
  return [...byUrl.values()].map(({ url, title }) => ({
    type: "url_citation",
    url,
    title: title ?? url,
    start_index: 0,
    end_index: text.length,
  }));
}
