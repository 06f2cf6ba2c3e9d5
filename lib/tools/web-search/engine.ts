/** Owns: what a search engine is to the one that asks it. */
import type { RawResult, SearchWish } from "./search-result.ts";

export interface Engine {
  /** For people. */
  name: string;
  request(wish: SearchWish): { url: string; method?: "GET" | "POST"; headers: Record<string, string>; body?: string };
  /** Throws nothing: what is not there is no result. */
  results(answer: unknown): RawResult[];
  /** Statuses that mean something of their own here. */
  sentences: Record<number, string>;
  /** Said of an answer that is not JSON. */
  notJson: string;
  /** What may appear in nothing that leaves. */
  secrets: string[];
}

/** The list of objects at this path; empty where there is none. */
export function listAt(value: unknown, ...path: string[]): Record<string, unknown>[] {
  const list = path.reduce<unknown>((at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
