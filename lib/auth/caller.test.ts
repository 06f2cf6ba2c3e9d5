import { describe, expect, it } from "vitest";
import { remember } from "#lib/core/remember.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { callerOf } from "./caller.ts";
import { newKeySchema } from "./key-policy.ts";
import { createKey } from "./keys.ts";
import { askAgain, mostFailures } from "./verify-key.ts";

const database = withDatabase("sqlite");
const make = (fields: object = {}) =>
  createKey({ userId: database().localOwnerId }, newKeySchema.parse({ name: "Editor", ...fields }));
const ask = (headers: Record<string, string>, needsKey = true) => callerOf(new Headers(headers), { needsKey });
const unauthorized = expect.objectContaining({ code: "unauthorized", field: "authorization" });
/** As after a minute. */
const forgetFailures = () => remember<Map<string, number[]>>("auth.last-minute", () => new Map()).delete("wrong keys");

describe("who asks", () => {
  it("S10 is the key, in either header and whatever the letter case of the scheme", async () => {
    const { id, key } = await make();
    const spellings: Record<string, string>[] = [
      { authorization: `Bearer ${key}` },
      { authorization: `bearer   ${key} ` },
      { Authorization: `BEARER ${key}` },
      { "x-api-key": key },
      { "X-API-Key": key, authorization: `Bearer ${key}` },
    ];
    for (const headers of spellings) expect((await ask(headers, false)).key?.id).toBe(id);
  });

  it("is the person at this machine where no key is needed and none is sent, and nobody where one is needed", async () => {
    expect(await ask({ "x-user-id": "per_0" }, false)).toEqual({ viewer: { userId: database().localOwnerId }, key: null });
    await expect(ask({})).rejects.toThrow(unauthorized);
  });

  it.each([
    ["an empty one", { authorization: "Bearer " }],
    ["an empty header", { authorization: "" }],
    ["another scheme", { authorization: "Basic eDp5" }],
    ["no scheme", { authorization: `aloud_${"a".repeat(64)}` }],
    ["one that was never made", { "x-api-key": `aloud_${"a".repeat(64)}` }],
    ["another kind", { authorization: "Bearer sk-1234" }],
    ["two that differ", { authorization: `Bearer aloud_${"a".repeat(64)}`, "x-api-key": "b" }],
    ["an object's own words", { "x-api-key": "__proto__" }],
  ])("is nobody with %s, not even the person where no key is needed", async (_, headers) => {
    forgetFailures();
    for (const needsKey of [true, false])
      await expect(ask(headers as Record<string, string>, needsKey)).rejects.toThrow(unauthorized);
  });

  it("is told from a key that differs in any one letter", async () => {
    const { key } = await make();
    for (const index of [6, 40, 69]) {
      forgetFailures();
      const other = key[index] === "a" ? "b" : "a";
      await expect(ask({ "x-api-key": key.slice(0, index) + other + key.slice(index + 1) })).rejects.toThrow(unauthorized);
    }
    await expect(ask({ "x-api-key": `${key}a` })).rejects.toThrow(unauthorized);
    await expect(ask({ "x-api-key": key.slice(0, -1) })).rejects.toThrow(unauthorized);
  });

  it(`S17 is asked to wait after ${mostFailures} wrong keys within a minute, whoever it claims to be, and the right key is not`, async () => {
    forgetFailures();
    const { id, key } = await make();
    const codes = [];
    for (let attempt = 0; attempt < 30; attempt++) {
      const headers = { "x-api-key": "x", "x-forwarded-for": `2001:db8::${attempt}` };
      codes.push(await ask(headers).catch((error: { code: string }) => error.code));
    }
    expect(codes).toEqual([...Array(mostFailures).fill("unauthorized"), ...Array(30 - mostFailures).fill("rate-limited")]);
    await expect(ask({ "x-api-key": "x" })).rejects.toMatchObject({ retryAfterMs: expect.any(Number) });
    expect((await ask({ "x-api-key": key })).key?.id).toBe(id);
    forgetFailures();
  });

  it("S58 is refused beyond the key's requests a minute, over an open connection too, and other keys are not", async () => {
    const [limited, free] = [await make({ requestsPerMinute: 3 }), await make()];
    const caller = await ask({ "x-api-key": limited.key });
    await ask({ "x-api-key": limited.key });
    await askAgain(caller);
    const tooMany = { code: "rate-limited", message: "This key may ask 3 times a minute, and did." };
    const refused = await ask({ "x-api-key": limited.key }).catch((error: unknown) => error);
    expect(refused).toMatchObject(tooMany);
    expect((refused as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
    await expect(askAgain(caller)).rejects.toMatchObject(tooMany);
    expect((await ask({ "x-api-key": free.key })).key?.id).toBe(free.id);
  });

  it("S58 is told in words how often it may ask, where that is once too", async () => {
    const { key } = await make({ requestsPerMinute: 1 });
    await ask({ "x-api-key": key });
    await expect(ask({ "x-api-key": key })).rejects.toMatchObject({ message: "This key may ask once a minute, and did." });
  });

  it("S58 counts requests that come at the same moment one by one", async () => {
    const { key } = await make({ requestsPerMinute: 5 });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => ask({ "x-api-key": key })));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });
});
