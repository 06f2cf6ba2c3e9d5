/** Owns: UUIDs of what is told, the same each time it is told. */
import { v5 } from "uuid";

const namespace = "6f1c3a52-9d0e-4c57-8b1a-2f6f0f0c6a11";

export function derivedUuid(...parts: readonly string[]): string {
  return v5(parts.join(" "), namespace);
}
