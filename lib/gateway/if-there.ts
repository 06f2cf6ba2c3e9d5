import { AppError } from "#lib/core/errors.ts";

/** Null where the work throws AppError("not-found"): there is none that this caller may know of. */
export async function ifThere<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (AppError.is(error) && error.code === "not-found") return null;
    throw error;
  }
}
