import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type InstallationKey, openingKeys, sealingKey } from "./installation-keys.ts";
import { seal, sealAlike, unseal } from "./secrets.ts";

const place = { connectionId: "anthropic", field: "key" } as const;
const key: InstallationKey = { id: "0123456789ab", bytes: randomBytes(32) };

let dataDir = "";
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "aloud-secrets-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe("a sealed secret", () => {
  it("opens to exactly what it was, and is never the same twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        const [first, second] = [await seal(text, place, key), await seal(text, place, key)];
        expect(first).not.toBe(second);
        expect([await unseal(first, place, [key]), await unseal(second, place, [key])]).toEqual([text, text]);
      }),
      { numRuns: 50 },
    );
  });

  it("sealed alike is the same for the same text in the same place, and never shares a nonce with anything else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.string(), async (text, other) => {
        const sealed = sealAlike(text, place, key);
        expect(sealAlike(text, place, key)).toBe(sealed);
        expect(await unseal(sealed, place, [key])).toBe(text);
        const nonceOf = (value: string) => value.split(".")[2];
        const elsewhere = [sealAlike(text, { ...place, connectionId: "other" }, key), await seal(text, place, key)];
        const differing = other === text ? elsewhere : [...elsewhere, sealAlike(other, place, key)];
        for (const one of differing) expect(nonceOf(one)).not.toBe(nonceOf(sealed));
      }),
      { numRuns: 50 },
    );
  });

  it("S51 shows nothing of itself, and opens nowhere but in its own place", async () => {
    const sealed = await seal("sk-canary-4711", place, key);
    expect(sealed).not.toContain("canary");
    expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("canary");
    expect(await unseal(sealed, { ...place, connectionId: "anthropic-2" }, [key])).toBeNull();
    expect(await unseal(sealed, { ...place, field: "headers" }, [key])).toBeNull();
  });

  it("does not open once a single character of it was changed", async () => {
    const sealed = await seal("sk-canary-4711", place, key);
    for (let index = 0; index < sealed.length; index++) {
      const other = sealed[index] === "A" ? "B" : "A";
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      // The last character of base64 may hold bits that say nothing.
      if (await unseal(changed, place, [key])) expect(changed.length - 1 === index || sealed[index + 1] === ".").toBe(true);
    }
    for (const broken of ["", "1", "1..", "2.x.y.z", `1.${key.id}.!.!`]) expect(await unseal(broken, place, [key])).toBeNull();
  });

  it("does not open with another key, whatever that one is called", async () => {
    const sealed = await seal("sk-canary-4711", place, key);
    expect(await unseal(sealed, place, [])).toBeNull();
    expect(await unseal(sealed, place, [{ id: key.id, bytes: randomBytes(32) }])).toBeNull();
  });
});

describe("the key of an installation", () => {
  const inFile = () => ({ dataDir, secret: undefined });
  const path = () => join(dataDir, "secret.key");

  it("is a file that only its owner may read, made once however many ask for it at once", async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => sealingKey(inFile())));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(["secret.key"]);
    expect((await sealingKey(inFile())).bytes).toEqual(keys[0]?.bytes);
  });

  it("is not made by a look for it", async () => {
    expect(await openingKeys(inFile())).toEqual([]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("comes from ALOUD_SECRET where that is set, the same each time, and leaves no file", async () => {
    const place = { dataDir, secret: "a sentence that somebody thought of" };
    const first = await sealingKey(place);
    expect(first.bytes).toHaveLength(32);
    expect(await sealingKey(place)).toEqual(first);
    expect((await sealingKey({ ...place, secret: "another sentence, thought of later" })).id).not.toBe(first.id);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("opens what the file's key sealed after ALOUD_SECRET was set, and not after the file was lost", async () => {
    const sealed = await seal("sk-before", place, await sealingKey(inFile()));
    const both = { dataDir, secret: "a sentence that somebody thought of" };
    expect(await unseal(sealed, place, await openingKeys(both))).toBe("sk-before");
    await rm(path());
    expect(await unseal(sealed, place, await openingKeys(both))).toBeNull();
  });

  it("that cannot be used is said in a sentence, and opens nothing without a word", async () => {
    await writeFile(path(), "too short");
    await expect(sealingKey(inFile())).rejects.toMatchObject({ code: "storage", message: expect.stringContaining("secret.key") });
    expect(await openingKeys(inFile())).toEqual([]);
    expect(await readFile(path(), "utf8")).toBe("too short");
  });

  it("is closed to others again when somebody opened its file", async () => {
    await sealingKey(inFile());
    await chmod(path(), 0o644);
    await sealingKey(inFile());
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });
});
