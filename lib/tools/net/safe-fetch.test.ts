import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { endless, openWebSite, type Page, page, redirect, type WebSite } from "#lib/testing/web-site.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { isPublicAddress } from "./public-address.ts";
import { createSafeFetch, type DocumentRequest } from "./safe-fetch.ts";

const sites: WebSite[] = [];
afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
});

async function site(pages: Record<string, Page>): Promise<WebSite> {
  const opened = await openWebSite(pages);
  sites.push(opened);
  return opened;
}

const toLoopback = async () => [{ address: "127.0.0.1", family: 4 }];
const local = createSafeFetch({ isAllowed: (address) => address === "127.0.0.1", resolve: toLoopback });

function wish(url: string, more: Partial<DocumentRequest> = {}): DocumentRequest {
  return {
    url,
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    mostBytes: 100_000,
    accept: "*/*",
    whyNot: () => null,
    ...more,
  };
}

async function failure(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ToolFailure);
  return error.message;
}

describe("a document", () => {
  it("comes with its address after redirects, its type and its charset", async () => {
    const { origin, asked } = await site({
      "/a": redirect("b?x=1#y", 301),
      "/b": page("hello", 'Text/HTML; Charset="ISO-8859-1"'),
    });
    const document = await local(wish(`${origin}/a`));
    expect({ ...document, bytes: Buffer.from(document.bytes).toString() }).toEqual({
      url: `${origin}/b?x=1`,
      mediaType: "text/html",
      charset: "ISO-8859-1",
      bytes: "hello",
      isCut: false,
    });
    expect(asked).toEqual(["/a", "/b?x=1"]);
  });

  it("is asked for without cookies, with our name, and in the types that are wanted", async () => {
    const seen: Record<string, unknown>[] = [];
    const { origin } = await site({
      "/": (request, response) => {
        seen.push(request.headers);
        response.writeHead(302, { location: "/next", "set-cookie": "id=1" }).end();
      },
      "/next": (request, response) => {
        seen.push(request.headers);
        response.end("x");
      },
    });
    await local(wish(`${origin}/`, { accept: "text/html" }));
    for (const headers of seen)
      expect(headers).toMatchObject({ accept: "text/html", "user-agent": expect.stringContaining("Aloud") });
    expect(seen.map(({ cookie, authorization, referer }) => [cookie, authorization, referer])).toEqual(
      [[], []].map(() => [undefined, undefined, undefined]),
    );
  });

  it("is left where it is when its type is not wanted", async () => {
    const { origin } = await site({ "/": endless("%PDF".repeat(1000), "application/pdf") });
    expect(await failure(local(wish(`${origin}/`, { whyNot: (type) => `No ${type}.` })))).toBe("No application/pdf.");
  });

  it.each([
    [401, /wants a login/],
    [403, /does not let programs/],
    [404, /no such page/],
    [429, /asked too often/],
    [503, /on its side/],
    [304, /answered 304/],
  ])("with status %i is a failure that says so", async (status, sentence) => {
    const { origin } = await site({ "/": (_, response) => response.writeHead(status).end() });
    expect(await failure(local(wish(`${origin}/`)))).toMatch(sentence);
  });

  it("that is redirected for ever ends after five redirects", async () => {
    const { origin, asked } = await site({ "*": (request, response) => redirect(`${request.url}x`)(request, response) });
    expect(await failure(local(wish(`${origin}/`)))).toContain("more than 5 times");
    expect(asked).toHaveLength(6);
  });

  it.each(["file:///etc/passwd", "data:text/html,x", "http://user:pass@127.0.0.1/", "http://127.0.0.1:22/"])(
    "is not followed to %s",
    async (target) => {
      const { origin } = await site({ "/": redirect(target) });
      await failure(local(wish(`${origin}/`)));
    },
  );
});

describe("a document too long", () => {
  it("is cut at the size, when it has no end", async () => {
    const { origin } = await site({ "/": endless("x".repeat(10_000)) });
    const { bytes, isCut } = await local(wish(`${origin}/`));
    expect([bytes.length, isCut]).toEqual([100_000, true]);
  });

  it("is cut after decompression, when a little of it makes much", async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const { origin } = await site({ "/": page(bomb, "text/html", { "content-encoding": "gzip" }) });
    const before = process.memoryUsage.rss();
    const { bytes, isCut } = await local(wish(`${origin}/`));
    expect([bytes.length, isCut]).toEqual([100_000, true]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });

  it("is a failure in time, when it never begins or never ends", async () => {
    const { origin } = await site({
      "/silent": () => undefined,
      "/drops": (_, response) => {
        response.writeHead(200, { "content-type": "text/html" }).write("a");
      },
    });
    for (const path of ["silent", "drops"]) {
      expect(await failure(local(wish(`${origin}/${path}`, { timeoutMs: 300 })))).toContain("within 0.3 seconds");
    }
  });

  it("ends with the signal's own reason when that fires", async () => {
    const stop = new AbortController();
    const { origin } = await site({ "/": () => stop.abort(new Error("stopped")) });
    await expect(local(wish(`${origin}/`, { signal: stop.signal }))).rejects.toThrow("stopped");
  });

  it("that breaks off or cannot be decompressed is a failure", async () => {
    const { origin } = await site({
      "/broken": (_, response) => {
        response.writeHead(200, { "content-length": "100" }).write("a", () => response.destroy());
      },
      "/garbage": page("not gzip at all", "text/html", { "content-encoding": "gzip" }),
    });
    expect(await failure(local(wish(`${origin}/broken`)))).toContain("broke the connection off");
    expect(await failure(local(wish(`${origin}/garbage`)))).toContain("cannot be decompressed");
  });
});

describe("a place that is not public", () => {
  const guarded = createSafeFetch();

  it.each([
    "127.0.0.1",
    "2130706433",
    "0x7f.0.0.1",
    "127.0.0.1.",
    "[::ffff:127.0.0.1]",
    "localhost",
    "localhost.",
    "0.0.0.0",
    "[::]",
  ])("is not connected to as %s", async (host) => {
    const { port, connections } = await site({ "*": page("secret") });
    expect(await failure(guarded(wish(`http://${host}:${port}/`)))).toMatch(/private network|no server of the name/);
    expect(connections()).toBe(0);
  });

  it("is not connected to when a name leads there, not even beside a public address", async () => {
    const { port, connections } = await site({ "*": page("secret") });
    const answers = [
      [{ address: "127.0.0.1", family: 4 }],
      [
        { address: "93.184.216.34", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ],
    ];
    for (const answer of answers) {
      const fetching = createSafeFetch({ resolve: async () => answer });
      expect(await failure(fetching(wish(`http://intranet.example:${port}/`)))).toContain("private network");
    }
    expect(connections()).toBe(0);
  });

  it("is not reached through a redirect", async () => {
    const inner = await site({ "*": page("secret") });
    const outer = await site({
      "/": redirect(`http://inner.example:${inner.port}/`),
      "/literal": redirect(`http://127.0.0.2:${inner.port}/`),
    });
    const fetching = createSafeFetch({
      resolve: async (name) => [{ address: name === "outer.example" ? "127.0.0.1" : "10.0.0.1", family: 4 }],
      isAllowed: (address) => address === "127.0.0.1",
    });
    for (const path of ["", "literal"]) {
      expect(await failure(fetching(wish(`http://outer.example:${outer.port}/${path}`)))).toContain("private network");
    }
    expect(inner.connections()).toBe(0);
  });

  it("is not reached by a name that changes its address between one look and the next", async () => {
    const { port, asked, connections } = await site({
      // Closed, so that the redirect needs a connection of its own.
      "/": (_, response) => response.writeHead(302, { location: "/again", connection: "close" }).end(),
      "/again": page("secret"),
    });
    let looks = 0;
    // The first answer stands for a public address, the next for a private one.
    const fetching = createSafeFetch({
      resolve: async () => [{ address: looks++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }],
      isAllowed: (address) => address === "127.0.0.1",
    });
    expect(await failure(fetching(wish(`http://rebinding.example:${port}/`)))).toContain("private network");
    expect([asked, connections(), looks]).toEqual([["/"], 1, 2]);
  });

  it("is noticed on the socket itself, if all else fails", async () => {
    const { port, asked } = await site({ "*": page("secret") });
    let looks = 0;
    // Allowed while it is looked up, not any more once connected.
    const fetching = createSafeFetch({ resolve: toLoopback, isAllowed: () => looks++ === 0 });
    expect(await failure(fetching(wish(`http://changing.example:${port}/`)))).toContain("private network");
    expect(asked).toEqual([]);
  });

  it("has no name, no server or no HTTP: each is a failure that says so", async () => {
    const { port, close } = await openWebSite({});
    await close();
    const nowhere = createSafeFetch({
      resolve: async () => {
        throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
      },
    });
    expect(await failure(nowhere(wish("http://nowhere.example/")))).toBe("There is no server of the name nowhere.example.");
    expect(await failure(local(wish(`http://127.0.0.1:${port}/`)))).toContain("refuses connections");
    expect(isPublicAddress("127.0.0.1")).toBe(false);
  });
});
