/** Owns: which tools come with the application. */
import { calculator } from "./calculator.ts";
import { dateTime } from "./date-time.ts";
import { runJavaScript } from "./javascript.ts";
import { readPageTool } from "./read-page.ts";
import type { AnyTool } from "./tool.ts";
import type { WebSearchConfig } from "./web-search/ask-engine.ts";
import { webSearchTool } from "./web-search.ts";

const readPage = readPageTool();

/** `webSearch` null: no engine is set up, and there is no search. */
export function builtInTools({ webSearch }: { webSearch: WebSearchConfig | null }): AnyTool[] {
  return [calculator, dateTime, runJavaScript, readPage, ...(webSearch ? [webSearchTool(webSearch)] : [])];
}
