import { AppError } from "#lib/core/errors.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";

/** An address under /v1 that does not exist, in the shape that most of those who ask there expect. */
const nothing = interfaceRoute({ shape: "openai", needsKey: true }, () =>
  Promise.reject(new AppError("not-found", { suggestion: "See the API table in the README." })),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  { GET: nothing, POST: nothing, PUT: nothing, PATCH: nothing, DELETE: nothing },
  "openai",
);
