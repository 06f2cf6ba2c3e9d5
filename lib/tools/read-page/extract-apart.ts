/**
 * Owns: taking pages apart in processes of their own. What a page is made of may cost any amount of time, memory and stack: the
 * application goes on meanwhile, and the process ends at its limits.
 */
import { askChild } from "#lib/tools/child/ask-child.ts";
import type { ChildKind } from "#lib/tools/child/start-child.ts";
import { takeTurn } from "#lib/tools/child/take-turn.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import type { ExtractedPage } from "./extract-page.ts";

export interface PageQuestion {
  html: string;
  url: string;
}

/** Null: the page nests deeper than the stack of a process. */
export type PageAnswer = ExtractedPage | null;

/** No page shares a process with another: what one does to it is over with it. */
export const pageChild: ChildKind = {
  file: "read-page/extract-child.ts",
  memoryMb: 512,
  answerMs: 30_000,
  keepMs: 0,
};

const mostAtOnce = 2;

/** Throws ToolFailure for a page that is too much; the signal's reason when it fires, also while waiting for its turn. */
export async function extractApart(
  html: string,
  url: string,
  signal: AbortSignal,
  kind: ChildKind = pageChild,
): Promise<ExtractedPage> {
  const leave = await takeTurn(signal, "pages", mostAtOnce);
  try {
    const outcome = await askChild(kind, { html, url } satisfies PageQuestion, signal);
    const page = outcome.kind === "answer" ? (outcome.answer as PageAnswer) : null;
    if (page !== null) return page;
    throw new ToolFailure("The page is built in a way that its text cannot be told apart in reasonable time.");
  } finally {
    leave();
  }
}
