/** Owns: what may be said about a provider. The sentences name what is wrong; none repeats a key. */
import { z } from "zod";
import { type ProviderKind, providerKinds } from "#lib/models/provider-kinds.ts";
import { isRefusedAddress, refusedAddress } from "./addresses.ts";

const mostHeaders = 20;

/** Endpoints that people copy along with the base they belong to. */
const endpoint = /\/(chat\/completions|completions|responses|messages|models)$/;

/** A web address to which paths are added, without a slash at its end. */
const baseUrl = z
  .string()
  .max(500, "longer than 500 characters")
  .transform((text, context) => {
    const url = URL.parse(text.trim());
    const complaint = url === null ? "expected an address such as http://127.0.0.1:8000/v1" : complaintAbout(url);
    if (url === null || complaint !== null) {
      context.addIssue({ code: "custom", message: complaint ?? "not understood" });
      return z.NEVER;
    }
    return `${url.origin}${url.pathname.replace(/\/+$/, "").replace(endpoint, "")}`;
  });

/** What is wrong with an address that requests are sent to on a person's behalf; null: nothing. */
export function complaintAbout(url: URL): string | null {
  if (url.protocol !== "http:" && url.protocol !== "https:") return "expected an address that begins with http:// or https://";
  if (url.username !== "" || url.password !== "")
    return "a name or password in the address would be shown: use the key or a header";
  if (url.search !== "" || url.hash !== "") return "expected an address without ? and #";
  if (isRefusedAddress(url.hostname)) return refusedAddress;
  return null;
}

const name = z
  .string()
  .trim()
  .min(1, "expected a name")
  .max(80, "longer than 80 characters")
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "holds a character that is not text");

const apiKey = z
  .string()
  .trim()
  .min(1, "expected a key")
  .max(1000, "longer than 1000 characters")
  .regex(/^[\x21-\x7e]+$/, "holds a space or a character that no key has");

/** What the connection itself or its protocol decides. */
const ownHeaders =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|proxy-.*|upgrade|te|trailer|expect|accept|accept-encoding)$/i;

const headers = z
  .record(z.string(), z.string())
  .superRefine((given, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const seen = new Set<string>();
    if (Object.keys(given).length > mostHeaders) complain([], `more than ${mostHeaders} headers`);
    for (const [header, value] of Object.entries(given)) {
      if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(header)) complain([], "a header has a name that no header can have");
      else if (ownHeaders.test(header)) complain([header], "this header is set by the connection itself");
      else if (seen.has(header.toLowerCase())) complain([header], "this header is given twice");
      else if (!/^[\x20-\x7e]{1,4000}$/.test(value)) complain([header], "expected 1 to 4000 plain characters on one line");
      seen.add(header.toLowerCase());
    }
  })
  .transform((given) => Object.fromEntries(Object.entries(given).map(([header, value]) => [header, value.trim()])));

const kinds = Object.keys(providerKinds) as [ProviderKind, ...ProviderKind[]];

export const createSchema = z.strictObject({
  kind: z.enum(kinds),
  /** Absent: the kind's, or the server's host. */
  name: name.optional(),
  /** Absent: the kind's own. */
  baseUrl: baseUrl.optional(),
  apiKey: apiKey.optional(),
  headers: headers.optional(),
});

export const patchSchema = z
  .strictObject({
    name: name.optional(),
    baseUrl: baseUrl.optional(),
    /** Null takes it away. */
    apiKey: apiKey.nullable().optional(),
    /** Instead of all there were. */
    headers: headers.optional(),
    isEnabled: z.boolean().optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), "nothing to change");

export type NewConnection = z.infer<typeof createSchema>;
export type ConnectionPatch = z.infer<typeof patchSchema>;
