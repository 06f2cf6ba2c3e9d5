/**
 * Owns: taking pages apart in threads of their own. What a page is made of may cost any amount of time, memory and stack: the
 * process goes on meanwhile, and the thread ends at its limits.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { ToolFailure } from "#lib/tools/tool.ts";
import type { ExtractedPage } from "./extract-page.ts";

const usualMs = 30_000;
const mostAtOnce = 2;
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 };

let running = 0;
const waiting: (() => void)[] = [];

/** Throws ToolFailure for a page that is too much; the signal's reason when it fires, also while waiting for its turn. */
export async function extractApart(html: string, url: string, signal: AbortSignal, mostMs = usualMs): Promise<ExtractedPage> {
  if (running >= mostAtOnce) await turn(signal);
  else running++;
  try {
    signal.throwIfAborted();
    return await extract(html, url, signal, mostMs);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** Takes over the place of one that ends. */
function turn(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(take), 1);
      reject(signal.reason);
    };
    const take = () => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    if (signal.aborted) return reject(signal.reason);
    waiting.push(take);
    signal.addEventListener("abort", leave, { once: true });
  });
}

async function extract(html: string, url: string, signal: AbortSignal, mostMs: number): Promise<ExtractedPage> {
  const worker = new Worker(/* turbopackIgnore: true */ workerFile(), {
    workerData: { html, url },
    resourceLimits,
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const isTooMuch = () => new ToolFailure("The page is built in a way that its text cannot be told apart in reasonable time.");
  let end = () => {};
  try {
    return await new Promise<ExtractedPage>((resolve, reject) => {
      const timer = setTimeout(() => reject(isTooMuch()), mostMs);
      const stop = () => reject(signal.reason);
      end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
      };
      signal.addEventListener("abort", stop, { once: true });
      worker.once("message", resolve);
      worker.once("error", () => reject(isTooMuch()));
      worker.once("exit", () => reject(isTooMuch()));
    });
  } finally {
    end();
    await worker.terminate();
  }
}

/** The thread is started from the source, also where this file is part of a bundle. */
function workerFile(): string {
  return join(/* turbopackIgnore: true */ dirname(fileURLToPath(import.meta.url)), "extract-worker.ts");
}
