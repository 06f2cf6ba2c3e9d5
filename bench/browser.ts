/**
 * Browser benchmarks: main-thread time of a streaming thought, opening a long conversation, first-load JavaScript.
 * Figures of the DevTools protocol, of a production build, without throttling unless said.
 */
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { chromiumFlags } from "#lib/testing/chromium-flags.ts";
import { median } from "./numbers.ts";
import { askAloud } from "./readers.ts";
import type { Row } from "./report.ts";
import type { Servers } from "./server.ts";

/** Runs in the page before its own scripts: notes long tasks, layout shifts, and the longest of each. */
function observe() {
  const seen = { longest: 0, shift: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
}

interface Measured {
  page: Page;
  cdp: CDPSession;
}

async function openPage(browser: Browser): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  return { page, cdp };
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}

async function hasEnded(url: string, runId: string): Promise<boolean> {
  const view = (await (await fetch(`${url}/api/runs/${runId}`)).json()) as { endedAt: number | null };
  return view.endedAt !== null;
}

/** A thought streams into an open page; what the main thread did for it. */
async function stream(browser: Browser, url: string, model: string, tokens: number) {
  const { page, cdp } = await openPage(browser);
  const { runId, conversationId } = await askAloud(url, model);
  await page.goto(`${url}/c/${conversationId}`);
  const before = await metric(cdp, "TaskDuration");
  while (!(await hasEnded(url, runId))) await page.waitForTimeout(100);
  const endedAt = performance.now();
  // Found by its attribute: a search by role takes the main thread, which is what is measured.
  await page.locator("article[aria-busy=true]").first().waitFor({ state: "detached", timeout: 120_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const lagMs = performance.now() - endedAt;
  const taskMs = ((await metric(cdp, "TaskDuration")) - before) * 1000;
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number; shift: number } }).seen);
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.context().close();
  return { perThousand: taskMs / (tokens / 1000), lagMs, elements, ...seen };
}

async function benchStreaming(browser: Browser, url: string): Promise<Row[]> {
  const short = await stream(browser, url, "tokens-2000-rate-200-thought-98", 2000);
  const long = await stream(browser, url, "tokens-20000-rate-200-thought-98", 20_000);
  const flatOut = await stream(browser, url, "tokens-20000-rate-0-thought-98", 20_000);
  return [
    { what: "Main thread per 1,000 tokens, thought of 2,000 at 200/s", value: short.perThousand, unit: "ms", goal: 700 },
    { what: "Main thread per 1,000 tokens, thought of 20,000 at 200/s", value: long.perThousand, unit: "ms", goal: 700 },
    { what: "The same, long to short", value: long.perThousand / short.perThousand, unit: "×", goal: 1.1 },
    { what: "Main thread per 1,000 tokens, 20,000 flat out", value: flatOut.perThousand, unit: "ms", goal: 15 },
    { what: "Longest task, 20,000 at 200/s", value: long.longest, unit: "ms", goal: 50, note: "includes loading the page" },
    { what: "Run ended → page shows its end", value: long.lagMs, unit: "ms", goal: 200, note: "found by polling every 100 ms" },
    { what: "Layout shift while streaming", value: long.shift, unit: "", goal: 0.05 },
    { what: "Elements after a thought of 20,000 tokens", value: long.elements, unit: "" },
  ];
}

/** Builds a conversation turn by turn through the API, as a person would have. */
async function makeConversation(url: string, turns: number): Promise<string> {
  let parent: string | undefined;
  let conversation = "";
  for (let turn = 0; turn < turns; turn += 1) {
    const body = {
      clientRequestId: crypto.randomUUID(),
      text: `Question ${turn + 1}, with a few words to it`,
      modelId: "compatible/tokens-150-rate-0",
      ...(parent && { parentRunId: parent }),
    };
    const response = await fetch(`${url}/api/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const made = (await response.json()) as { runId: string; conversationId: string };
    await (await fetch(`${url}/api/runs/${made.runId}/events`)).text();
    parent = made.runId;
    conversation = made.conversationId;
  }
  return conversation;
}

async function benchLongConversation(browser: Browser, url: string): Promise<Row[]> {
  const conversation = await makeConversation(url, 500);
  const opens: number[] = [];
  let elements = 0;
  let heap = 0;
  for (let round = 0; round < 5; round += 1) {
    const { page, cdp } = await openPage(browser);
    const startedAt = performance.now();
    await page.goto(`${url}/c/${conversation}`, { waitUntil: "commit" });
    await page.getByText("Question 500, with").first().waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    opens.push(performance.now() - startedAt);
    await page.waitForLoadState("load");
    elements = await page.evaluate(() => document.querySelectorAll("*").length);
    heap = (await metric(cdp, "JSHeapUsedSize")) / 1e6;
    await page.context().close();
  }
  return [
    { what: "Opening a conversation of 500 turns: last message painted", value: median(opens), unit: "ms", goal: 500 },
    { what: "The same: elements", value: elements, unit: "", goal: 3000 },
    { what: "The same: heap", value: heap, unit: "MB", goal: 20, note: "before garbage collection" },
  ];
}

/** A page that has asked for no script for so long is at rest. Its network never is: it keeps a line open on which it hears of changes. */
const restMs = 1_000;

/** Bytes of script on the wire until the page is at rest. */
async function scriptBytes(browser: Browser, url: string): Promise<number> {
  const { page, cdp } = await openPage(browser);
  await cdp.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  let askedAt = 0;
  cdp.on("Network.requestWillBeSent", ({ type }) => {
    if (type === "Script") askedAt = performance.now();
  });
  cdp.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: "load" });
  while (performance.now() - askedAt < restMs) await page.waitForTimeout(100);
  await page.context().close();
  return bytes / 1000;
}

async function benchFirstLoad(browser: Browser, servers: Servers): Promise<Row[]> {
  const bare = servers.contestants.find((each) => each.name === "bare");
  const ours = await scriptBytes(browser, servers.aloud.url);
  const floor = bare ? await scriptBytes(browser, bare.process.url) : Number.NaN;
  return [
    {
      what: "First-load JavaScript, compressed",
      value: ours,
      unit: "kB",
      goal: 200,
      note: `an empty Next page: ${floor.toFixed(0)} kB`,
    },
  ];
}

export async function benchBrowser(servers: Servers, executablePath: string): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    return [
      ...(await benchFirstLoad(browser, servers)),
      ...(await benchLongConversation(browser, servers.aloud.url)),
      ...(await benchStreaming(browser, servers.aloud.url)),
    ];
  } finally {
    await browser.close();
  }
}
