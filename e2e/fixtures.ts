/**
 * Owns: what every end-to-end test starts with: a scripted provider and an application of its own, and a watch over the
 * browser. Does not own: the page's parts and what a person does with them (`page.ts`).
 */
import { type BrowserContext, test as base, expect } from "@playwright/test";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { type Application, startApplication } from "./application.ts";

export { expect };

interface Fixtures {
  /** What `upstream` is connected as: OpenAI's Responses, a compatible server's chat completions, or not at all. */
  wire: "responses" | "chat" | "none";
  /** Variables of the application beside those that connect it to `upstream`. */
  env: Record<string, string>;
  upstream: Upstream;
  application: Application;
  /** Fails the test when a page of it went to another origin, broke its policy or threw. */
  watch: undefined;
}

export const test = base.extend<Fixtures>({
  wire: ["responses", { option: true }],
  env: [{}, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of this pattern.
  upstream: async ({}, use) => {
    const upstream = await startUpstream();
    await use(upstream);
    await upstream.close();
  },
  application: async ({ upstream, wire, env }, use) => {
    const connections: Record<Fixtures["wire"], Record<string, string>> = {
      responses: { OPENAI_BASE_URL: upstream.url, OPENAI_API_KEY: "a-key" },
      chat: { OPENAI_COMPATIBLE_BASE_URL: upstream.url },
      none: {},
    };
    const application = await startApplication({ DRAIN_SECONDS: "1", ...connections[wire], ...env });
    await use(application);
    await application.remove();
  },
  baseURL: ({ application }, use) => use(application.url),
  watch: [
    async ({ context, application }, use) => {
      const complaints = watchContext(context, application.url);
      await use(undefined);
      expect(complaints, "what the browser complained of").toEqual([]);
    },
    { auto: true },
  ],
});

/** Grows with every request to another origin, broken policy and uncaught error of the context's pages. */
export function watchContext(context: BrowserContext, url: string): string[] {
  const complaints: string[] = [];
  context.on("request", (request) => {
    const isOurs = request.url().startsWith(`${url}/`) || /^(data|blob):/.test(request.url());
    if (!isOurs) complaints.push(`request to ${request.url()}`);
  });
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on("console", (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  context.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}
