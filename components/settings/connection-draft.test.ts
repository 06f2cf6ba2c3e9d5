import { describe, expect, it } from "vitest";
import type { KindRow } from "#lib/client/connections-api.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { type ConnectionDraft, draftOf, problemsOf, toNewConnection, toPatch } from "./connection-draft.ts";

const anthropic: KindRow = { kind: "anthropic", name: "Anthropic", baseUrl: "https://api.anthropic.com/v1", key: "required" };
const server: KindRow = { kind: "compatible", name: "OpenAI-compatible server", baseUrl: null, key: "optional" };
const saved: ConnectionSummary = {
  id: "anthropic",
  kind: "anthropic",
  name: "Anthropic",
  baseUrl: "https://api.anthropic.com/v1",
  hasKey: true,
  keyTail: "4711",
  headerNames: ["X-Team"],
  isEnabled: true,
  isLocked: false,
  from: "settings",
  lastTest: null,
  createdAt: 0,
};
const change = (draft: ConnectionDraft, patch: Partial<ConnectionDraft>): ConnectionDraft => ({ ...draft, ...patch });
const fieldsAtFault = (...all: Parameters<typeof problemsOf>) => Object.keys(problemsOf(...all));

describe("a new connection", () => {
  it("begins with the kind's address and sends nothing that was not filled in", () => {
    const draft = change(draftOf(anthropic, null), { apiKey: " sk-1 " });
    expect(problemsOf(draft, anthropic, null)).toEqual({});
    expect(toNewConnection(draft, anthropic)).toEqual({
      kind: "anthropic",
      baseUrl: "https://api.anthropic.com/v1",
      apiKey: "sk-1",
    });
  });

  it("needs a key where the kind does, and an address where there is none", () => {
    expect(fieldsAtFault(draftOf(anthropic, null), anthropic, null)).toEqual(["apiKey"]);
    expect(fieldsAtFault(draftOf(server, null), server, null)).toEqual(["baseUrl"]);
  });

  it("takes whole headers only, and none that says the same as the key", () => {
    const withHeader = (name: string, value: string, apiKey = "") =>
      change(draftOf(server, null), { baseUrl: "http://a/v1", apiKey, headers: [{ key: 1, name, value }] });
    expect(fieldsAtFault(withHeader("X-Team", ""), server, null)).toEqual(["headers"]);
    expect(fieldsAtFault(withHeader("authorization", "Bearer x", "sk-1"), server, null)).toEqual(["headers"]);
    expect(problemsOf(withHeader("authorization", "Bearer x"), server, null)).toEqual({});
    expect(problemsOf(withHeader("", ""), server, null)).toEqual({});
    expect(toNewConnection(withHeader("X-Team", " red "), server)).toMatchObject({ headers: { "X-Team": "red" } });
  });
});

describe("a change of a connection", () => {
  it("sends only what was changed, and nothing at all where nothing was", () => {
    const draft = draftOf(anthropic, saved);
    expect(toPatch(draft, saved)).toBeNull();
    expect(toPatch(change(draft, { name: "Mine", apiKey: "sk-2" }), saved)).toEqual({ name: "Mine", apiKey: "sk-2" });
    expect(toPatch(change(draft, { isKeyRemoved: true }), saved)).toEqual({ apiKey: null });
    expect(toPatch(change(draft, { headers: [] }), saved)).toEqual({ headers: {} });
  });

  it("asks for key and headers again when the address leads elsewhere, and only then", () => {
    const elsewhere = change(draftOf(anthropic, saved), { baseUrl: "https://gateway.example/v1" });
    expect(fieldsAtFault(elsewhere, anthropic, saved)).toEqual(["apiKey", "headers"]);
    expect(problemsOf(change(elsewhere, { apiKey: "sk-2", headers: [] }), anthropic, saved)).toEqual({});
    expect(problemsOf(change(elsewhere, { baseUrl: "https://api.anthropic.com/v2" }), anthropic, saved)).toEqual({});
  });

  it("asks for a key that can no longer be opened, and sends the headers anew", () => {
    const locked = { ...saved, isLocked: true, headerNames: [] };
    const draft = draftOf(anthropic, locked);
    expect(fieldsAtFault(draft, anthropic, locked)).toEqual(["apiKey"]);
    expect(toPatch(change(draft, { apiKey: "sk-2" }), locked)).toEqual({ apiKey: "sk-2", headers: {} });
  });
});
