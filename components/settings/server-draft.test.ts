import { describe, expect, it } from "vitest";
import { serverDraftOf, serverProblemsOf, toNewServer, toServerPatch } from "./server-draft.ts";

const saved = { name: "Notes", url: "https://notes.example/mcp", headerNames: ["X-Team"], isLocked: false };

describe("a tool server", () => {
  it("is made from its address alone, with the headers that were filled in", () => {
    const draft = { url: " https://a.example/mcp ", name: " ", headers: [{ key: 1, name: "", value: "" }] };
    expect(serverProblemsOf(draft, null)).toEqual({});
    expect(toNewServer(draft)).toEqual({ url: "https://a.example/mcp" });
    const withHeader = { ...draft, name: "A", headers: [{ key: 1, name: " X-Key ", value: " 1 " }] };
    expect(toNewServer(withHeader)).toEqual({ url: "https://a.example/mcp", name: "A", headers: { "X-Key": "1" } });
  });

  it("needs an address, and of each header both halves", () => {
    expect(Object.keys(serverProblemsOf(serverDraftOf(null), null))).toEqual(["url"]);
    const draft = { url: "https://a.example/mcp", name: "", headers: [{ key: 1, name: "X-Key", value: "" }] };
    expect(Object.keys(serverProblemsOf(draft, null))).toEqual(["headers"]);
  });

  it("sends of a saved one what was changed, and nothing when nothing was", () => {
    const draft = serverDraftOf(saved);
    expect(toServerPatch(draft, saved)).toBeNull();
    expect(toServerPatch({ ...draft, name: "My notes" }, saved)).toEqual({ name: "My notes" });
    expect(toServerPatch({ ...draft, headers: [] }, saved)).toEqual({ headers: {} });
  });

  it("does not send saved headers to another machine", () => {
    const moved = { ...serverDraftOf(saved), url: "https://other.example/mcp" };
    expect(Object.keys(serverProblemsOf(moved, saved))).toEqual(["headers"]);
    expect(serverProblemsOf({ ...moved, url: "https://notes.example/other" }, saved)).toEqual({});
    expect(serverProblemsOf({ ...moved, headers: [] }, saved)).toEqual({});
  });

  it("asks for the headers again where they can no longer be opened", () => {
    expect(serverDraftOf({ ...saved, isLocked: true }).headers).toEqual([]);
  });
});
