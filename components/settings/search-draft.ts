/** Owns: how a person wants the web to be searched, and what is sent of it. Pure. */
import type { ToolPatch } from "#lib/toolbox/tool-input.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";

export type EngineChoice = "off" | "searxng" | "brave" | "tavily";

export interface SearchDraft {
  engine: EngineChoice;
  /** Of SearXNG. */
  baseUrl: string;
  /** Of the others. */
  key: string;
}

export type SearchProblems = Partial<Record<"baseUrl" | "key", string>>;

export const engineNames: Record<EngineChoice, string> = { off: "Off", searxng: "SearXNG", brave: "Brave", tavily: "Tavily" };

type Search = Pick<ToolEntry, "config" | "hasKey" | "isLocked">;

export function searchDraftOf({ config }: Search): SearchDraft {
  return { engine: config?.engine ?? "off", baseUrl: config?.engine === "searxng" ? config.baseUrl : "", key: "" };
}

/** A key goes to the engine it was entered for and to no other. */
export function keepsKey({ engine }: Pick<SearchDraft, "engine">, { config, hasKey, isLocked }: Search): boolean {
  return hasKey && !isLocked && config?.engine === engine;
}

/** What can be said before anything is sent. */
export function searchProblemsOf(draft: SearchDraft, search: Search): SearchProblems {
  const key = draft.key.trim();
  switch (draft.engine) {
    case "off":
      return {};
    case "searxng":
      return draft.baseUrl.trim() === "" ? { baseUrl: "Enter its address, for example http://127.0.0.1:8888." } : {};
    case "brave":
    case "tavily":
      if (key === "" && !keepsKey(draft, search)) {
        return { key: `Enter a key: ${engineNames[draft.engine]} answers nobody without one.` };
      }
      return /\s/.test(key) ? { key: "A key has no spaces or line breaks. Copy it once more." } : {};
    default:
      return draft.engine satisfies never;
  }
}

/** Null: nothing was changed. */
export function toSearchPatch(draft: SearchDraft, search: Search): ToolPatch | null {
  const { config } = search;
  const [baseUrl, key] = [draft.baseUrl.trim(), draft.key.trim()];
  switch (draft.engine) {
    case "off":
      return config === null ? null : { config: null };
    case "searxng":
      if (config?.engine === "searxng" && config.baseUrl === baseUrl) return null;
      return { config: { engine: "searxng", baseUrl } };
    case "brave":
    case "tavily":
      if (key === "") return null;
      return { config: { engine: draft.engine }, key };
    default:
      return draft.engine satisfies never;
  }
}
