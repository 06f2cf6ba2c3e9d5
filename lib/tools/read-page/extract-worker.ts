/** Owns: the thread in which one page is taken apart. */
import { parentPort, workerData } from "node:worker_threads";
import { extractPage } from "./extract-page.ts";

const { html, url } = workerData as { html: string; url: string };
parentPort?.postMessage(extractPage(html, url));
