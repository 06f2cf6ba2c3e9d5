/** Owns: the fields that several routes take. */
import { z } from "zod";
import { type IdKind, isId } from "#lib/core/id.ts";

/** An identifier of this kind; anything else is refused before the database is asked. */
export function idField(kind: IdKind) {
  return z.string().refine((value) => isId(kind, value), `expected the id of a ${kind}`);
}

/** The first part of a model's id. */
export const connectionIdField = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "expected the id of a connection");

/** Text that both databases can store: no NUL, no half of a surrogate pair. */
export function textField(most: number) {
  return z
    .string()
    .max(most, `longer than ${most} characters`)
    .refine((text) => !text.includes("\u0000") && !/\p{Surrogate}/u.test(text), "holds a character that is not text");
}

/** A whole number within bounds, as it stands in an address. */
export function countField(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, "expected a whole number")
    .transform(Number)
    .refine((count) => count >= least && count <= most, `expected ${least} to ${most}`);
}

export const flagField = z.enum(["true", "false"]).transform((value) => value === "true");
