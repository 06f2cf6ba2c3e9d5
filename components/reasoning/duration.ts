/** Owns: how long a thing took, in the one form the application uses. Milliseconds in, words out; never rounds up to a time not reached, and never says that what happened took no time. */

/** `<0.1 s`, `4.2 s`, `12 s`, `1 m 42 s`, `2 h 05 m`; a dash for the unknown. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return "–";
  if (ms < 100) return "<0.1 s";
  return formatClock(ms);
}

/** The same for a clock that runs: it starts at `0.0 s`. */
export function formatClock(ms: number): string {
  const safe = Math.max(0, ms);
  const seconds = Math.floor(safe / 1000);
  if (seconds < 10) return `${(Math.floor(safe / 100) / 10).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${pad(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
