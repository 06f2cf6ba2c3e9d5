/**
 * Owns: how a secret is kept in the database: AES-256-GCM under a key of this installation, bound to the place it was written
 * for, so that a sealed value copied elsewhere cannot be opened there.
 * Sealed: `1.<key id>.<nonce>.<tag and ciphertext>`, the last two in base64url.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { type InstallationKey, openingKeys, sealingKey } from "./installation-keys.ts";

const version = "1";
const cipherName = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

export interface SecretPlace {
  connectionId: string;
  field: "key" | "headers";
}

/** Throws AppError `storage` when there is no key to seal with and none can be made. */
export async function seal(text: string, place: SecretPlace, key?: InstallationKey): Promise<string> {
  return sealWith(key ?? (await sealingKey()), randomBytes(nonceBytes), text, place);
}

/**
 * The same text for the same place gives the same sealed value, so that what was sent once can be sent again as it was. Two that are equal
 * are seen to be.
 */
export function sealAlike(text: string, place: SecretPlace, key: InstallationKey): string {
  // Of the text and its place, so that no two texts share one; the cipher's own key is not used for it as it is.
  const nonceKey = createHmac("sha256", key.bytes).update("aloud nonce key").digest();
  const nonce = createHmac("sha256", nonceKey).update(boundTo(place)).update(text, "utf8").digest().subarray(0, nonceBytes);
  return sealWith(key, nonce, text, place);
}

function sealWith({ id, bytes }: InstallationKey, nonce: Buffer, text: string, place: SecretPlace): string {
  const cipher = createCipheriv(cipherName, bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(place));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [version, id, nonce.toString("base64url"), Buffer.concat([cipher.getAuthTag(), ciphertext]).toString("base64url")].join(
    ".",
  );
}

/** Null: none of this installation's keys opens it here. Never throws. */
export async function unseal(sealed: string, place: SecretPlace, keys?: readonly InstallationKey[]): Promise<string | null> {
  const [sealedVersion, keyId, nonce = "", body = ""] = sealed.split(".");
  const key = (keys ?? (await openingKeys())).find(({ id }) => id === keyId);
  if (sealedVersion !== version || key === undefined) return null;
  try {
    const bytes = Buffer.from(body, "base64url");
    const decipher = createDecipheriv(cipherName, key.bytes, Buffer.from(nonce, "base64url"), { authTagLength: tagBytes });
    decipher.setAAD(boundTo(place));
    decipher.setAuthTag(bytes.subarray(0, tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    // Changed, cut or moved from another place: it says nothing that could be trusted.
    return null;
  }
}

function boundTo({ connectionId, field }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify(["aloud", version, connectionId, field]));
}
