/**
 * Owns: the keys of this installation, with which providers' keys are sealed: from ALOUD_SECRET, or from a file in the data
 * directory that only its owner may read, made when it is first needed.
 */
import { createHash, randomBytes, scrypt } from "node:crypto";
import { chmod, link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Env, env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { remember } from "#lib/core/remember.ts";

const keyBytes = 32;
const fileName = "secret.key";

export interface InstallationKey {
  /** Tells keys apart; says nothing about the key. */
  id: string;
  bytes: Buffer;
}

type Place = Pick<Env, "secret" | "dataDir">;

/** The key to seal with. Throws AppError `storage` when its file cannot be read or made. */
export async function sealingKey(place: Place = env()): Promise<InstallationKey> {
  if (place.secret !== undefined) return keyOfSecret(place.secret);
  const path = keyFileIn(place);
  try {
    const key = (await keyInFile(path)) ?? (await makeKeyFile(place.dataDir, path));
    await chmod(path, 0o600);
    return key;
  } catch (cause) {
    throw AppError.is(cause) ? cause : unreadable(cause);
  }
}

/** Every key there is: what was sealed with the file's key can still be opened once ALOUD_SECRET is set. Never throws. */
export async function openingKeys(place: Place = env()): Promise<InstallationKey[]> {
  const ofSecret = place.secret === undefined ? [] : [await keyOfSecret(place.secret)];
  try {
    const ofFile = await keyInFile(keyFileIn(place));
    return ofFile ? [...ofSecret, ofFile] : ofSecret;
  } catch {
    // A file that cannot be read opens nothing; the connection then says that its key has to be entered again.
    return ofSecret;
  }
}

/** A secret may be a sentence that somebody thought of: guessing it has to be slow. Once a process. */
async function keyOfSecret(secret: string): Promise<InstallationKey> {
  const known = remember("connections.key-of-secret", () => new Map<string, Promise<InstallationKey>>());
  const made = known.get(secret) ?? derive(secret, "aloud installation key 1", keyBytes).then((bytes) => toKey(bytes as Buffer));
  known.set(secret, made);
  return made;
}

const derive = promisify(scrypt);

/** Found at run time alone: the bundler is not to follow it. */
function keyFileIn({ dataDir }: Place): string {
  return join(/* turbopackIgnore: true */ dataDir, fileName);
}

/** Null: there is none. */
async function keyInFile(path: string): Promise<InstallationKey | null> {
  try {
    const bytes = Buffer.from((await readFile(path, "utf8")).trim(), "base64");
    if (bytes.byteLength !== keyBytes) throw unreadable(new Error("The key has a wrong length."));
    return toKey(bytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Whole or not at all, and never over one that is there: of two that make it at once, both get the first. */
async function makeKeyFile(dataDir: string, path: string): Promise<InstallationKey> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(/* turbopackIgnore: true */ draft, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(keyBytes).toString("base64")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }
  const key = await keyInFile(path);
  if (key === null) throw unreadable(new Error("The key file is gone."));
  return key;
}

function toKey(bytes: Buffer): InstallationKey {
  return { id: createHash("sha256").update("aloud key id ").update(bytes).digest("hex").slice(0, 12), bytes };
}

function unreadable(cause: unknown): AppError {
  return new AppError("storage", {
    message: `The file ${fileName} in the data directory cannot be used, so no key can be stored.`,
    suggestion: "Give this user the right to read and write there, or set ALOUD_SECRET.",
    cause,
  });
}
