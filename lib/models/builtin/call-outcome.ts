/** Owns: what came back of a call, read from the text of its output. Pure. */
import { z } from "zod";

export type CallOutcome =
  | { kind: "result"; result: unknown }
  | { kind: "failed"; message: string }
  /** By a person, who may have said why; or nobody allowed it in time. */
  | { kind: "refused"; reason: string | null; isExpired: boolean };

const failure = z.strictObject({ error: z.unknown() });
const refused = /^(?:the|a) (?:person|user) (?:has )?(?:refused|declined|denied|rejected)\b[^:]*(?::\s*(.*))?$/is;
const expired = /^nobody allowed (?:this|the) call\b/i;

/** Outputs are JSON; what is none is taken as the text that it is. */
export function outcomeOf(output: string): CallOutcome {
  const result = parsed(output);
  const { data } = failure.safeParse(result);
  if (data === undefined) return { kind: "result", result };
  const message = typeof data.error === "string" ? data.error : JSON.stringify(data.error);
  if (expired.test(message)) return { kind: "refused", reason: null, isExpired: true };
  const refusal = refused.exec(message.trim());
  if (!refusal) return { kind: "failed", message };
  return { kind: "refused", reason: refusal[1]?.trim() || null, isExpired: false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text is a result as well.
    return text;
  }
}
