/** Owns: what a tool may say while it runs, within bounds and storable, and nothing once it has ended. */
import { storable } from "#lib/core/storable.ts";
import { group, shortenText } from "./shorten.ts";
import type { ToolContext } from "./tool.ts";

export const mostConsoleBytes = 64 * 1024;
const mostSources = 100;
const mostProgress = 1000;
const mostMessageBytes = 500;
const mostUrlLength = 4000;

export interface GuardedContext {
  context: ToolContext;
  /** What the tool says after this is not heard: its call has its outcome. */
  end(): void;
}

export function guardContext(outer: ToolContext, signal: AbortSignal): GuardedContext {
  let isOver = false;
  let written = 0;
  let sources = 0;
  let reports = 0;
  return {
    end: () => {
      isOver = true;
    },
    context: {
      ...outer,
      signal,
      write(text) {
        if (isOver || written > mostConsoleBytes || text === "") return;
        const room = mostConsoleBytes - written;
        written += Buffer.byteLength(text);
        if (written <= mostConsoleBytes) return outer.write(storable(text));
        outer.write(
          `${storable(shortenText(text, room))}\n[… the output goes on after ${group(mostConsoleBytes)} bytes and is left out …]\n`,
        );
      },
      progress(done, total, message) {
        if (isOver || !Number.isFinite(done) || ++reports > mostProgress) return;
        const known = total !== null && Number.isFinite(total) ? total : null;
        outer.progress(done, known, message === null ? null : storable(shortenText(message, mostMessageBytes)));
      },
      source(url, title) {
        if (isOver || url.length > mostUrlLength || ++sources > mostSources) return;
        outer.source(storable(url), title === null ? null : storable(shortenText(title, mostMessageBytes)));
      },
    },
  };
}
