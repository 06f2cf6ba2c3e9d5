/** What tests use of `run.mjs`. */
export function run(
  command: string,
  args: string[],
  options?: { env?: Record<string, string>; show?: boolean; timeoutMs?: number },
): Promise<{ code: number; output: string }>;
