/** Owns: what a route takes of a request, in the order in which it is refused: path, query, body. */
import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { type BodyOptions, readJson } from "./body.ts";
import { parse, readQuery } from "./parse.ts";

export interface InputSchemas<Params, Query, Body> {
  /** A path that does not fit names nothing: 404. */
  params?: z.ZodType<Params>;
  /** Names the schema does not know are ignored. */
  query?: z.ZodType<Query>;
  /** Our own routes use strict objects: a field the schema does not know is then refused by name. */
  body?: z.ZodType<Body>;
}

const none = z.unknown().transform(() => undefined);

/** What has no schema is undefined. Throws AppError not-found for the path, else what `parse` and `readJson` throw. */
export async function readInput<Params, Query, Body>(
  schemas: InputSchemas<Params, Query, Body>,
  request: Request,
  context: { params: Promise<unknown> },
  bodyOptions: BodyOptions,
): Promise<{ params: Params; query: Query; body: Body }> {
  const params = ((schemas.params ?? none) as z.ZodType<Params>).safeParse(await context.params);
  if (!params.success) throw new AppError("not-found");
  const query = parse((schemas.query ?? none) as z.ZodType<Query>, readQuery(new URL(request.url)), "query");
  const body = schemas.body ? parse(schemas.body, await readJson(request, bodyOptions), "body") : (undefined as Body);
  return { params: params.data, query, body };
}
