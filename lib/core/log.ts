/** Owns: the log line of what nobody foresaw. It holds no body, no header and no address query. */
import { AppError } from "./errors.ts";

export interface Incident {
  /** What was going on, for example `GET /api/runs/run_…`. */
  during: string;
  requestId?: string;
  error: unknown;
}

/** One JSON object on one line of stderr. */
export function logIncident({ during, requestId, error }: Incident): void {
  console.error(JSON.stringify({ level: "error", at: new Date().toISOString(), requestId, during, ...factsOf(error) }));
}

/**
 * An error of ours is told by its code and its private cause. The database's messages quote the values they were given after
 * their first line, so only that line is kept; where it happened is in the stack.
 */
function factsOf(error: unknown) {
  const told = AppError.is(error) && error.cause !== undefined ? error.cause : error;
  const code = [error, told].map(codeOf).find((one) => one !== undefined);
  if (!(told instanceof Error)) return { error: typeof told, code };
  const stack = told.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    error: told.name,
    code,
    message: told.message.trim().split("\n", 1)[0]?.slice(0, 300),
    stack: stack.slice(0, 8).map((line) => line.trim()),
    cause: told.cause instanceof Error ? told.cause.name : undefined,
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
