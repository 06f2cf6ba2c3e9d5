/** Owns: nothing. The process in which one page is taken apart. */
import { answerParent } from "../child/answer-parent.ts";
import type { PageAnswer, PageQuestion } from "./extract-apart.ts";
import { extractPage } from "./extract-page.ts";

answerParent((question): PageAnswer => {
  const { html, url } = question as PageQuestion;
  try {
    return extractPage(html, url);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
});
