/** Owns: what may be said about a tool. The sentences name what is wrong; none repeats a key. */
import { z } from "zod";
import { complaintAbout } from "#lib/connections/input.ts";

export const toolNameField = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "expected the name of a tool");

/** Of a search engine of one's own. */
const baseUrl = z
  .string()
  .trim()
  .max(500, "longer than 500 characters")
  .transform((text, context) => {
    const url = URL.parse(text);
    const complaint = url === null ? "expected an address such as http://127.0.0.1:8888" : complaintAbout(url);
    if (url === null || complaint !== null) {
      context.addIssue({ code: "custom", message: complaint ?? "not understood" });
      return z.NEVER;
    }
    return url.href.replace(/\/+$/, "");
  });

const engineSchema = z.discriminatedUnion("engine", [
  z.strictObject({ engine: z.literal("searxng"), baseUrl }),
  z.strictObject({ engine: z.literal("brave") }),
  z.strictObject({ engine: z.literal("tavily") }),
]);

/** How the web is searched, without the key. */
export type SearchEngine = z.infer<typeof engineSchema>;

/** What cannot be read is no engine. */
export function readEngine(config: unknown): SearchEngine | null {
  const parsed = engineSchema.safeParse(config);
  return parsed.success ? parsed.data : null;
}

export const toolPatchSchema = z
  .strictObject({
    isOn: z.boolean().optional(),
    /** Of the web search; null takes it away, its key with it. */
    config: engineSchema.nullable().optional(),
    /** Null takes it away. */
    key: z
      .string()
      .trim()
      .min(1, "expected a key")
      .max(1000, "longer than 1000 characters")
      .regex(/^[\x21-\x7e]+$/, "holds a space or a character that no key has")
      .nullable()
      .optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), "nothing to change");

export type ToolPatch = z.infer<typeof toolPatchSchema>;
