/** Owns: taking secrets out of what a program printed, before it is shown. Pure. */
import type { StdioReach } from "./server-config.ts";

const mostCharacters = 300;
const shortestSecret = 6;

/** The last line of `printed` that says something, without what its entry in the file gave the program; null: there is none. */
export function lastLineOf(printed: string, { env, args }: StdioReach): string | null {
  const line = printed
    .split("\n")
    .map((each) => each.replace(/\p{Cc}|\p{Cf}/gu, " ").trim())
    .findLast((each) => /\p{L}/u.test(each));
  if (line === undefined) return null;
  const secrets = [...Object.values(env), ...args.flatMap((arg) => [arg, arg.replace(/^[^=]*=/, "")])];
  const longestFirst = secrets.filter((each) => each.length >= shortestSecret).sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((text, secret) => text.replaceAll(secret, "•••"), line)
    .slice(0, mostCharacters)
    .toWellFormed();
}
