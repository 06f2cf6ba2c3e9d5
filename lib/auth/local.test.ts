import { describe, expect, it } from "vitest";
import { allowedOriginsOf, checkLocal, isLoopback, isPagePath, type RequestOrigin } from "./local.ts";

const address = { host: "127.0.0.1", port: 4321 };
const plain: RequestOrigin = {
  host: "127.0.0.1:4321",
  origin: null,
  fetchSite: null,
  fetchMode: null,
  fetchDest: null,
  method: "GET",
  isPage: false,
  allowedOrigins: [],
};
const check = (change: Partial<RequestOrigin>) => checkLocal({ ...plain, ...change }, address);

describe("the host", () => {
  it.each(["127.0.0.1:4321", "localhost:4321", "LOCALHOST:4321", "[::1]:4321"])("may be %s", (host) => {
    expect(check({ host })).toBeNull();
  });

  it.each([
    null,
    "",
    "evil.example:4321",
    "evil.example",
    "127.0.0.1",
    "127.0.0.1:3000",
    "localhost:43210",
    "localhost.evil.example:4321",
    "127.0.0.1.evil.example:4321",
    "127.0.0.1:4321@evil.example",
    "127.0.0.2:4321",
    "0.0.0.0:4321",
    "::1:4321",
    "127.0.0.1:4321, evil.example",
  ])("may not be %s", (host) => {
    expect(check({ host })).toBe("host");
    expect(check({ host, isPage: true, fetchMode: "navigate", fetchDest: "document" })).toBe("host");
  });

  it("may leave out port 80, as browsers do", () => {
    expect(checkLocal({ ...plain, host: "localhost" }, { host: "127.0.0.1", port: 80 })).toBeNull();
    expect(checkLocal({ ...plain, host: "evil.example" }, { host: "127.0.0.1", port: 80 })).toBe("host");
  });

  it("may be another address of the loopback network when the server listens there", () => {
    expect(checkLocal({ ...plain, host: "127.0.0.9:4321" }, { host: "127.0.0.9", port: 4321 })).toBeNull();
  });
});

describe("the origin", () => {
  it("may be absent or the page's own", () => {
    expect(check({ origin: "http://127.0.0.1:4321", method: "POST" })).toBeNull();
    expect(check({ origin: "http://localhost:4321", host: "localhost:4321", method: "POST" })).toBeNull();
  });

  it.each([
    "null",
    "",
    "http://evil.example",
    "https://127.0.0.1:4321",
    "http://127.0.0.1:3000",
    "http://127.0.0.1",
    "http://localhost:4321",
    "http://127.0.0.1:4321.evil.example",
    "file://",
  ])("may not be %s", (origin) => {
    for (const method of ["GET", "POST", "DELETE"]) expect(check({ origin, method })).toBe("origin");
    expect(check({ origin, isPage: true, fetchMode: "navigate", fetchDest: "document" })).toBe("origin");
  });
});

describe("an allowed origin", () => {
  const allowedOrigins = ["https://app.example"];
  const headers = { origin: "https://app.example", fetchSite: "cross-site", fetchMode: "cors", fetchDest: "empty" };

  it("may call from its own site, in any letter case", () => {
    expect(check({ ...headers, allowedOrigins, method: "POST" })).toBeNull();
    expect(check({ ...headers, origin: "HTTPS://APP.example", allowedOrigins })).toBeNull();
    expect(check({ ...headers, method: "POST" })).toBe("origin");
  });

  it("has to be said, and reaches no other host", () => {
    expect(check({ ...headers, origin: null, allowedOrigins })).toBe("sec-fetch-site");
    expect(check({ ...headers, allowedOrigins, host: "evil.example" })).toBe("host");
    expect(check({ ...headers, origin: "https://app.example.evil.example", allowedOrigins })).toBe("origin");
  });

  it("is one for the outside interfaces alone", () => {
    const allowed = ["/v1", "/v1/models", "/v1/a/b", "/agents.json"].map((path) => allowedOriginsOf(path).length);
    expect(allowed.every((count) => count >= 3)).toBe(true);
    const others = [
      "/",
      "/api",
      "/api/chat",
      "/v1x",
      "/v10/models",
      "/agents.jsonx",
      "/x/agents.json",
      "/ws/chat/a",
      "/V1/models",
    ];
    expect(others.flatMap((path) => allowedOriginsOf(path))).toEqual([]);
  });
});

describe("the fetch site", () => {
  it.each(["same-origin", "none"])("may be %s", (fetchSite) => {
    expect(check({ fetchSite, method: "POST" })).toBeNull();
  });

  it.each(["same-site", "cross-site", "anything"])("may not be %s for the API, not even as a navigation", (fetchSite) => {
    expect(check({ fetchSite })).toBe("sec-fetch-site");
    expect(check({ fetchSite, fetchMode: "navigate", fetchDest: "document" })).toBe("sec-fetch-site");
  });

  it("may be another site's when a person follows a link to a page", () => {
    const link = { fetchSite: "cross-site", fetchMode: "navigate", fetchDest: "document", isPage: true };
    expect(check(link)).toBeNull();
    expect(check({ ...link, method: "POST" })).toBe("sec-fetch-site");
    expect(check({ ...link, fetchDest: "iframe" })).toBe("sec-fetch-site");
    expect(check({ ...link, fetchMode: "no-cors" })).toBe("sec-fetch-site");
    expect(check({ ...link, fetchDest: null })).toBe("sec-fetch-site");
  });
});

describe("words for addresses", () => {
  it("knows the loopback addresses", () => {
    expect(["127.0.0.1", "127.1.2.3", "::1", "localhost"].map(isLoopback)).toEqual([true, true, true, true]);
    const others = ["0.0.0.0", "::", "10.0.0.1", "example.org", "127.evil.example", "1127.0.0.1"];
    expect(others.filter(isLoopback)).toEqual([]);
  });

  it("tells the API from pages", () => {
    expect(["/", "/c/con_1", "/_next/static/a.js", "/apiary"].map(isPagePath)).toEqual([true, true, true, true]);
    const others = ["/api", "/api/", "/api/runs", "/v1", "/v1/models", "/agents.json", "/ws/chat/a"];
    expect(others.filter(isPagePath)).toEqual([]);
  });

  it("takes the one address that authorization servers send people back to for a page, and nothing near it", () => {
    expect(isPagePath("/api/mcp/files-2/authorize/callback")).toBe(true);
    const near = ["/api/mcp/files/authorize", "/api/mcp/files/authorize/callback/", "/api/mcp/a/b/authorize/callback"];
    expect([...near, "/api/mcp//authorize/callback", "/api/mcp/files/authorize/callback/x"].filter(isPagePath)).toEqual([]);
  });
});
