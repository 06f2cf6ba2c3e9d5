import { AppError } from "#lib/core/errors.ts";

/** Whether Prisma refused a write because a unique key is taken: the same thing was written before, or by somebody else. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, "P2002");
}

/** Whether Prisma found no row to update or delete. */
export function isNotFound(error: unknown): boolean {
  return hasCode(error, "P2025");
}

/** The same change; where it found no row, AppError `not-found`. */
export async function orNotFound<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw isNotFound(error) ? new AppError("not-found") : error;
  }
}

/** By code and not by class: server and bundle may hold a copy of Prisma each. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
