/** Owns: what the server says on `/ws/chat/:sessionId` that belongs to the line and to no run. Fields of version 1 flat and in `data`. */
import { mostIterations } from "./client-message.ts";

export interface LineLimits {
  /** Of one frame of a client. */
  message_bytes: number;
  chats_per_minute: number;
  max_iterations: number;
  /** At once in a session. */
  active_runs: number;
}

export const lineLimits: LineLimits = {
  message_bytes: 64 * 1024,
  chats_per_minute: 20,
  max_iterations: mostIterations,
  active_runs: 1,
};

interface ConnectedFacts {
  session_id: string;
  agent_name: string;
  /** What goes on in this session; null: nothing. */
  activeRun: { run_id: string; last_seq: number } | null;
}

export function connected({ session_id, agent_name, activeRun }: ConnectedFacts) {
  const facts = { session_id, agent_name, message: "Connected to agent chat" };
  const more = { protocol: 2, ...(activeRun && { active_run: activeRun }), limits: lineLimits };
  return { type: "connected", ...facts, data: facts, ...more };
}

/** Something that was asked could not be done. The line stays, and so do its runs. */
export function failed(code: string, message: string, more: { run_id?: string; client_msg_id?: string } = {}) {
  return { type: "error", message, code, ...more, data: { message, code, ...more } };
}

export function interrupted(run_id: string | null, message: string) {
  return { type: "interrupted", message, data: { message }, ...(run_id !== null && { run_id }) };
}

export function pong(timestamp: unknown) {
  return { type: "pong", timestamp, data: { timestamp } };
}

export const ping = { type: "ping" };

/** These numbers are none of the run's log: whoever asked for them reads the run over HTTP. */
export function gap(run_id: string, from: number, to: number) {
  return { type: "gap", run_id, from, to };
}
