/** Owns: what may be said about a tool server. The sentences name what is wrong; none repeats a secret. */
import { z } from "zod";
import { complaintAbout, createSchema } from "#lib/connections/input.ts";

/** As a provider's address, but whole: a server is reached at exactly this one. */
export const urlField = z
  .string()
  .max(500, "longer than 500 characters")
  .transform((text, context) => {
    const url = URL.parse(text.trim());
    const complaint = url === null ? "expected an address such as https://example.com/mcp" : complaintAbout(url);
    if (url === null || complaint !== null) {
      context.addIssue({ code: "custom", message: complaint ?? "not understood" });
      return z.NEVER;
    }
    return url.href;
  });

const { name, headers } = createSchema.shape;

export const newServerSchema = z.strictObject({
  /** Absent: the server's host. */
  name,
  url: urlField,
  headers,
});

export const serverPatchSchema = z
  .strictObject({
    name,
    url: urlField.optional(),
    /** Instead of all there were. */
    headers,
    isEnabled: z.boolean().optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), "nothing to change");

export const agreementSchema = z.strictObject({
  /** The tools as they were shown; absent: all that are offered now. */
  tools: z
    .array(z.strictObject({ name: z.string().max(200), pin: z.string().regex(/^[0-9a-f]{64}$/, "expected a pin") }))
    .max(200)
    .optional(),
});

/** Of an address; anything else names nothing. */
export const serverParams = z.object({ serverId: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

export type NewServer = z.infer<typeof newServerSchema>;
export type ServerPatch = z.infer<typeof serverPatchSchema>;
export type Agreement = z.infer<typeof agreementSchema>;
