import { AppError } from "#lib/core/errors.ts";

/**
 * One JSON line on stderr for trouble that no request waits for. The database's messages quote values after their first
 * line, so only that line is kept.
 */
export function logTrouble(what: string, error: unknown): void {
  const cause = AppError.is(error) && error.cause !== undefined ? error.cause : error;
  console.error(
    JSON.stringify({
      level: "error",
      at: new Date().toISOString(),
      during: what,
      code: AppError.is(error) ? error.code : undefined,
      error: cause instanceof Error ? cause.name : typeof cause,
      message: cause instanceof Error ? cause.message.trim().split("\n", 1)[0]?.slice(0, 300) : undefined,
      stack: cause instanceof Error ? cause.stack?.match(/^\s+at .*$/gm)?.slice(0, 8) : undefined,
    }),
  );
}
