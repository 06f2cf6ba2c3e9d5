import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newId } from "#lib/core/id.ts";
import { database as openDatabase } from "#lib/db/client.ts";
import { databaseKinds, newAddress, withDatabase } from "#lib/testing/database.ts";
import { callerOf } from "./caller.ts";
import { endOfKey } from "./key-end.ts";
import { keyPatchSchema, newKeySchema } from "./key-policy.ts";
import { createKey, deleteKey, listKeys, updateKey } from "./keys.ts";
import { issueTicket, takeTicket } from "./tickets.ts";
import { askAgain } from "./verify-key.ts";

afterEach(() => vi.restoreAllMocks());

const bearer = (key: string) => new Headers({ authorization: `Bearer ${key}` });
const ask = (key: string) => callerOf(bearer(key), { needsKey: true });
const unauthorized = expect.objectContaining({ code: "unauthorized" });

describe.each(databaseKinds)("keys on %s", (kind) => {
  const database = withDatabase(kind);
  const viewer = () => ({ userId: database().localOwnerId });
  const make = (fields: object = {}) => createKey(viewer(), newKeySchema.parse({ name: "Editor", ...fields }));

  it("allow to ask and nothing of what was thought, unless more is said", async () => {
    const { key, ...made } = await make();
    expect(made).toEqual({
      id: expect.stringMatching(/^key_[0-9a-f]{32}$/),
      name: "Editor",
      start: key.slice(0, 12),
      exposure: "none",
      format: "reasoning_content",
      models: null,
      usesTools: false,
      spending: null,
      spent: 0,
      unpriced: 0,
      requestsPerMinute: null,
      createdAt: expect.any(Number),
      lastUsedAt: null,
      expiresAt: null,
    });
    expect(await listKeys(viewer())).toContainEqual(made);
    await deleteKey(viewer(), made.id);
  });

  it("S51 are told once, and kept as nothing but a hash", async () => {
    const { id, key } = await make();
    expect(key).toMatch(/^aloud_[a-zA-Z]{64}$/);
    const told = JSON.stringify([await listKeys(viewer()), await updateKey(viewer(), id, { name: "Other" }), await ask(key)]);
    expect(told).not.toContain(key);
    const row = await database().client.apiKey.findUniqueOrThrow({ where: { id } });
    expect(Object.values(row).join(" ")).not.toContain(key.slice(13));
    expect(row.key).toMatch(/^[\w-]{43}$/);
    await deleteKey(viewer(), id);
  });

  it("hold what was said of them, which can be changed field by field", async () => {
    const said = {
      exposure: "summary",
      format: "tags",
      models: ["openai/gpt-5"],
      usesTools: true,
      spending: { amount: 2.5, days: 7 },
      requestsPerMinute: 30,
      expiresAt: Date.now() + 1_000_000,
    } as const;
    const { id, key } = await make(said);
    const [listed] = await listKeys(viewer());
    expect(listed).toMatchObject(said);
    const { expiresAt, ...policy } = said;
    expect(await ask(key)).toEqual({ viewer: viewer(), key: { id, name: "Editor", ...policy } });
    const patch = keyPatchSchema.parse({ name: "Phone", models: null, spending: null, expiresAt: null });
    expect(await updateKey(viewer(), id, patch)).toMatchObject({ ...said, ...patch });
    expect((await ask(key)).key).toMatchObject({ name: "Phone", models: null, spending: null, usesTools: true });
    await deleteKey(viewer(), id);
  });

  it("may have the same name, and are told newest first", async () => {
    const [first, second] = [await make(), await make()];
    expect((await listKeys(viewer())).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await ask(first.key)).key?.id).toBe(first.id);
    for (const { id } of [first, second]) await deleteKey(viewer(), id);
  });

  it("say when they were last used", async () => {
    const { id, key, createdAt } = await make();
    await ask(key);
    const [used] = await listKeys(viewer());
    expect(used?.lastUsedAt).toBeGreaterThanOrEqual(createdAt);
    await deleteKey(viewer(), id);
  });

  it("open nothing once deleted: not by a ticket of theirs, nor over what they had opened", async () => {
    const { id, key } = await make();
    const caller = await ask(key);
    const ticket = issueTicket(caller);
    const end = endOfKey(caller);
    expect((await askAgain(caller)).key?.id).toBe(id);
    expect(end.aborted).toBe(false);
    await deleteKey(viewer(), id);
    expect([end.aborted, endOfKey(caller).aborted, takeTicket(ticket)]).toEqual([true, true, null]);
    await expect(ask(key)).rejects.toThrow(unauthorized);
    await expect(askAgain(caller)).rejects.toThrow(unauthorized);
  });

  it("end what they had opened when they may show less, and only then", async () => {
    const { id, key } = await make({ exposure: "full" });
    const caller = await ask(key);
    const end = endOfKey(caller);
    await updateKey(viewer(), id, { name: "Other", requestsPerMinute: 5 });
    expect(end.aborted).toBe(false);
    await updateKey(viewer(), id, { exposure: "summary" });
    expect([end.aborted, endOfKey(caller).aborted]).toEqual([true, false]);
    expect((await askAgain(caller)).key).toMatchObject({ exposure: "summary", requestsPerMinute: 5 });
    await deleteKey(viewer(), id);
  });

  it("open nothing once expired, say so, and stay listed", async () => {
    const { id, key } = await make();
    const caller = await ask(key);
    await database().client.apiKey.update({ where: { id }, data: { expiresAt: 1n } });
    await expect(ask(key)).rejects.toMatchObject({ code: "unauthorized", message: "This key has expired." });
    await expect(askAgain(caller)).rejects.toMatchObject({ code: "unauthorized", message: "This key has expired." });
    await make().then((other) => deleteKey(viewer(), other.id));
    expect((await listKeys(viewer())).map((each) => [each.id, each.expiresAt])).toEqual([[id, 1]]);
    await deleteKey(viewer(), id);
  });

  it("S03 S04 are nobody else's to see, change or delete", async () => {
    const { id, key } = await make();
    const person = await database().client.person.create({ data: { id: newId("person"), name: "B", createdAt: 1n } });
    const other = { userId: person.id };
    const notFound = expect.objectContaining({ code: "not-found" });
    expect(await listKeys(other)).toEqual([]);
    await expect(updateKey(other, id, { exposure: "full" })).rejects.toThrow(notFound);
    await expect(deleteKey(other, id)).rejects.toThrow(notFound);
    expect((await ask(key)).key?.exposure).toBe("none");
    await deleteKey(viewer(), id);
    await expect(deleteKey(viewer(), id)).rejects.toThrow(notFound);
  });

  it("are a hundred at most", async () => {
    const made = [];
    for (let count = 0; count < 100; count++) made.push(await make());
    await expect(make()).rejects.toMatchObject({ code: "bad-request", field: "name" });
    expect(new Set(made.map(({ key }) => key)).size).toBe(100);
    await database().client.apiKey.deleteMany();
  });

  it("open nothing when what they allow cannot be read", async () => {
    const { id, key } = await make();
    for (const metadata of [null, "{}", '{"exposure":"all"}']) {
      await database().client.apiKey.update({ where: { id }, data: { metadata } });
      await expect(ask(key)).rejects.toThrow();
    }
    await deleteKey(viewer(), id);
  });

  it("are not called wrong when it is the database that fails", async () => {
    const { id, key } = await make();
    const { client } = database();
    await client.$executeRawUnsafe("ALTER TABLE api_key RENAME TO api_key_away");
    const failure = await ask(key).catch((error: unknown) => error);
    await client.$executeRawUnsafe("ALTER TABLE api_key_away RENAME TO api_key");
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toMatchObject({ code: "unauthorized" });
    expect((await ask(key)).key?.id).toBe(id);
    await deleteKey(viewer(), id);
  });
});

describe("a key", () => {
  it("S42 S51 is in no file of the database and in no line of any log, right or wrong", async () => {
    const lines: unknown[] = [];
    for (const name of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, name).mockImplementation((...line) => void lines.push(...line));
    }
    const place = await newAddress("sqlite");
    const { openDatabase: open } = await import("#lib/db/client.ts");
    const opened = await open(place.address);
    const { key } = await createKey({ userId: openDatabase().localOwnerId }, newKeySchema.parse({ name: "Canary" }));
    const wrong = `aloud_${"x".repeat(64)}`;
    await ask(key);
    await expect(ask(wrong)).rejects.toThrow(unauthorized);
    await opened.close();
    const files = readdirSync(place.address.dataDir, { recursive: true }).map((name) =>
      join(place.address.dataDir, String(name)),
    );
    const bytes = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, "latin1"));
    await place.dispose();
    expect(bytes.join("")).toContain("Canary");
    for (const secret of [key.slice(13), wrong]) expect([...bytes, ...lines.map(String)].join("")).not.toContain(secret);
    expect(lines).toEqual([]);
  });

  it.each([
    ["no name", { name: " " }],
    ["a name of 81 letters", { name: "a".repeat(81) }],
    ["a name with a line break", { name: "a\nb" }],
    ["an unknown exposure", { name: "a", exposure: "all" }],
    ["an unknown format", { name: "a", format: "off" }],
    ["no model at all", { name: "a", models: [] }],
    ["spending nothing", { name: "a", spending: { amount: 0, days: 1 } }],
    ["a part of a day", { name: "a", spending: { amount: 1, days: 0.5 } }],
    ["no request a minute", { name: "a", requestsPerMinute: 0 }],
    ["a time that is over", { name: "a", expiresAt: 1 }],
    ["S11 another person", { name: "a", userId: "per_1" }],
    ["S11 being another's", { name: "a", id: "key_1" }],
    ["S11 a hash of its own", { name: "a", key: "x" }],
    ["S11 an exposure inside", { name: "a", spending: { amount: 1, days: 1, exposure: "full" } }],
  ])("is not made with %s", (_, fields) => {
    expect(newKeySchema.safeParse(fields).success).toBe(false);
    expect(keyPatchSchema.safeParse(fields).success).toBe(false);
  });

  it("is changed by something or not at all", () => {
    expect(keyPatchSchema.safeParse({}).success).toBe(false);
    expect(keyPatchSchema.safeParse({ name: undefined }).success).toBe(false);
    expect(keyPatchSchema.safeParse({ expiresAt: null }).success).toBe(true);
  });
});
