/** Owns: what a client may say on `/ws/chat/:sessionId`. Fields that are not known are passed over, as the first server did. */
import { z } from "zod";
import { efforts } from "#lib/core/effort.ts";
import { exposures } from "#lib/core/exposure.ts";

/** The most model calls that a chat may ask for, and how many it has when it says nothing. */
export const mostIterations = 20;

const stream = z.enum(["step", "token"]);
const runId = z.string().min(1);
const timestamp = z.union([z.number(), z.string().max(100), z.null()]).optional();

const messages = {
  chat: z.object({
    message: z
      .string()
      .refine((text) => text.trim() !== "", "is empty")
      .refine((text) => text.isWellFormed() && !text.includes("\0"), "holds a character that is not text"),
    agent_name: z.string().max(200).optional(),
    enable_reasoning: z.boolean().default(true),
    /** The same again is the same chat. */
    client_msg_id: z
      .string()
      .regex(/^[\x21-\x7e]{1,128}$/, "expected 1 to 128 printable characters")
      .optional(),
    model: z.string().min(1).max(300).optional(),
    effort: z.enum(efforts).optional(),
    max_iterations: z.int().min(1).max(mostIterations).optional(),
    stream: stream.default("step"),
    exposure: z.enum(exposures).optional(),
  }),
  resume: z.object({
    run_id: runId,
    last_seq: z.int().min(0),
    /** As the chat said, unless told. */
    stream: stream.optional(),
    enable_reasoning: z.boolean().optional(),
    exposure: z.enum(exposures).optional(),
  }),
  interrupt: z.object({ run_id: runId.optional() }).default({}),
  tool_approval: z.object({
    run_id: runId,
    tool_call_id: z.string().min(1).max(200),
    approved: z.boolean(),
    reason: z.string().max(2_000).optional(),
  }),
  ping: z.object({ timestamp }).default({}),
  pong: z.unknown(),
} as const;

type Payloads = { [Type in keyof typeof messages]: z.infer<(typeof messages)[Type]> };
export type ClientMessage = { [Type in keyof Payloads]: { type: Type; payload: Payloads[Type] } }[keyof Payloads];

export interface Misunderstood {
  type: "misunderstood";
  /** For whoever wrote the client. */
  message: string;
}

/** Text of one frame, read; what cannot be understood comes back as a sentence. Never throws. */
export function readClientMessage(text: string): ClientMessage | Misunderstood {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // That it is no JSON is all there is to say.
    return misunderstood("This is not JSON.");
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) return misunderstood("A message is a JSON object.");
  const { type, payload } = data as { type?: unknown; payload?: unknown };
  if (typeof type !== "string") return misunderstood("A message has a type.");
  if (!isKnown(type)) return misunderstood(`Unknown message type: ${type.slice(0, 60)}`);
  // The first client's heartbeat and some others put the timestamp beside the type.
  const given = type === "ping" ? (payload ?? data) : payload;
  const parsed = messages[type].safeParse(given);
  if (parsed.success) return { type, payload: parsed.data } as ClientMessage;
  const issue = parsed.error.issues[0];
  const field = ["payload", ...(issue?.path ?? [])].map(String).join(".");
  return misunderstood(`${field}: ${issue?.message ?? "not understood"}.`);
}

function isKnown(type: string): type is keyof Payloads {
  return Object.hasOwn(messages, type);
}

function misunderstood(message: string): Misunderstood {
  return { type: "misunderstood", message };
}
