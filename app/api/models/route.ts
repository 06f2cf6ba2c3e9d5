import { z } from "zod";
import { readCatalogOf } from "#lib/connections/models-of-viewer.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

const query = z.object({
  /** The providers are asked now. */
  refresh: z.enum(["0", "1"]).default("0"),
});

/** The models to choose from, and why some could not be listed. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query }, async ({ viewer, query: { refresh } }) =>
    Response.json(await readCatalogOf(viewer, { isFresh: refresh === "1" })),
  ),
});
