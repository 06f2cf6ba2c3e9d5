import { AppError } from "#lib/core/errors.ts";
import { publicRoute } from "#lib/http/route.ts";

/** An address of the API that does not exist answers like the rest of it, whatever the method. */
const nothing = publicRoute(() => Promise.reject(new AppError("not-found", { suggestion: "See the API table in the README." })));

export const GET = nothing;
export const HEAD = nothing;
export const POST = nothing;
export const PUT = nothing;
export const PATCH = nothing;
export const DELETE = nothing;
export const OPTIONS = nothing;
