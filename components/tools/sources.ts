/** Owns: what a run drew on: each page once, who found it, what was read there, and whether the answer names it. Pure. */
import type { SourcePart, ToolPart, View } from "#lib/reasoning/view.ts";

export interface FoundSource {
  url: string;
  title: string | null;
  /** What the tool quoted of it; empty when nothing. */
  excerpt: string;
  /** The parts that found it: tools, or the source itself where the provider did. */
  foundBy: string[];
  /** The address itself stands in the answer that was written after it was found. */
  isUsed: boolean;
}

/** In the order in which they were found. */
export function sourcesOf(view: Pick<View, "parts">): FoundSource[] {
  const tools = new Map(view.parts.filter((part): part is ToolPart => part.kind === "tool").map((part) => [part.callId, part]));
  const found = new Map<string, FoundSource>();
  for (const [index, part] of view.parts.entries()) {
    if (part.kind !== "source") continue;
    const tool = part.callId ? tools.get(part.callId) : undefined;
    const known = found.get(part.url);
    const finder = tool?.id ?? part.id;
    if (known) {
      if (!known.foundBy.includes(finder)) known.foundBy.push(finder);
      known.title ??= part.title;
      known.excerpt ||= excerptOf(part, tool);
      continue;
    }
    // What a provider draws on it may tell only after the words it is for.
    const after = tool ? view.parts.slice(index) : view.parts;
    const isUsed = after.some((other) => other.kind === "text" && names(other.text, part.url));
    found.set(part.url, { url: part.url, title: part.title, excerpt: excerptOf(part, tool), foundBy: [finder], isUsed });
  }
  return [...found.values()];
}

function excerptOf({ url }: SourcePart, tool: ToolPart | undefined): string {
  if (tool?.shown?.kind !== "links" || !Array.isArray(tool.shown.links)) return "";
  return tool.shown.links.find((link) => link?.url === url)?.excerpt ?? "";
}

/** Whether the text has this address, whole: not as the beginning of a longer one. A slash at its end does not matter. */
export function names(text: string, url: string): boolean {
  const bare = url.replace(/\/$/, "");
  if (!/^https?:\/\/[^\s]+$/i.test(bare)) return false;
  for (let at = text.indexOf(bare); at !== -1; at = text.indexOf(bare, at + 1)) {
    if (isEnd(text.slice(at + bare.length, at + bare.length + 4))) return true;
  }
  return false;
}

/** Nothing that belongs to an address follows: it stands alone, or ends a sentence. */
function isEnd(rest: string): boolean {
  return /^\/?[.,;:!?)\]}'"*_>]*(?:\s|$|[)\]>"'<|*])/u.test(rest) || /^\/?$/.test(rest);
}

export function sourceCountWords(sources: readonly FoundSource[]): string {
  const used = sources.filter(({ isUsed }) => isUsed).length;
  const count = `${sources.length} ${sources.length === 1 ? "source" : "sources"}`;
  return used === 0 ? count : `${count} · ${used} named in the answer`;
}
