/** Owns: the log line of what nobody foresaw. It holds no body, no header and no address query. */

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
 * The database's messages quote the values they were given after their first line, so only that line is kept; where it
 * happened is in the stack.
 */
function factsOf(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const stack = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    error: error.name,
    code,
    message: error.message.trim().split("\n", 1)[0]?.slice(0, 300),
    stack: stack.slice(0, 8).map((line) => line.trim()),
    cause: error.cause instanceof Error ? error.cause.name : undefined,
  };
}
