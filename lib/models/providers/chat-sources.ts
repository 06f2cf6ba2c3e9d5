/** Owns: the pages a chat answer drew on, in the places where servers that search name them, each once. */
import type { ModelPart } from "../model-part.ts";
import { recordOf } from "./json-record.ts";

export function makeChatSources(give: (part: ModelPart) => void) {
  const known = new Set<string>();

  const read = (list: unknown) => {
    for (const entry of Array.isArray(list) ? list : []) {
      const { url_citation: cited, ...bare } = recordOf(entry);
      const { url, title } = typeof entry === "string" ? { url: entry, title: null } : recordOf(cited ?? bare);
      if (typeof url !== "string" || url === "" || known.has(url)) continue;
      known.add(url);
      give({ type: "source", url, title: typeof title === "string" && title !== "" ? title : null });
    }
  };
  return {
    /** Notes beside the words. */
    delta(delta: Record<string, unknown>): void {
      if (delta.annotations) read(delta.annotations);
    },
    /** Lists beside the choices; those with titles first. */
    chunk(chunk: Record<string, unknown>): void {
      if (chunk.search_results) read(chunk.search_results);
      if (chunk.citations) read(chunk.citations);
    },
  };
}
