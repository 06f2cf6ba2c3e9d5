import { createInterface } from "node:readline/promises";

/** Asks the person at the terminal whether to use another port. False without asking when there is none. */
export async function askForPort(taken: number, free: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`Port ${taken} is taken. Use ${free} instead? (Y/n) `);
    return /^\s*(y|yes)?\s*$/i.test(answer);
  } catch {
    // The question was left with Ctrl+C or Ctrl+D, which is a no.
    return false;
  } finally {
    terminal.close();
  }
}
