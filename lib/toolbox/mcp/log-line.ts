/** Owns: what a server logs, as a line of a tool's output. Pure. */

const mostCharacters = 2_000;

export function logLine({ level, logger, data }: { level: string; logger?: string | undefined; data: unknown }): string {
  const text = typeof data === "string" ? data : (JSON.stringify(data) ?? "");
  const line = `${level}${logger ? ` ${logger.slice(0, 60)}` : ""}: ${text}`;
  return `${line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line}\n`.toWellFormed();
}
