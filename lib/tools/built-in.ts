/** Owns: which tools come with the application. */
import { calculator } from "./calculator.ts";
import { dateTime } from "./date-time.ts";
import { runJavaScript } from "./javascript.ts";
import type { AnyTool } from "./tool.ts";

export function builtInTools(): AnyTool[] {
  return [calculator, dateTime, runJavaScript];
}
