/** Owns: a `RunAgentInput` as what is asked of the gateway and how the answer is to be told. */
import type { z } from "zod";
import type { Effort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import type { ReadImage } from "../image-reader.ts";
import { readClientTools } from "../read-client-tools.ts";
import type { SaidMessage } from "../said-message.ts";
import { readAgUiMessages } from "./read-messages.ts";
import { type AgUiRequestBody, agUiWishes } from "./request-body.ts";

/** Of the shape that the gateway takes. */
export interface AgUiAsk {
  surface: "ag-ui";
  messages: SaidMessage[];
  instructions: string | null;
  modelId: string | null;
  effort: Effort | null;
  outputLimit: number | null;
  mostSteps: null;
  timeZone: string | null;
  tools: ClientTool[];
  settings: CallSettings;
  threadId: string;
  idempotencyKey: string | null;
}

export interface AgUiRequest {
  ask: AgUiAsk;
  /** As the client named them. */
  client: { threadId: string; runId: string; parentRunId: string | null };
  exposure: Exposure | undefined;
}

/** Throws AppError bad-request, naming the field. What `readImage` throws goes on. */
export async function readAgUiRequest(body: AgUiRequestBody, headers: Headers, readImage: ReadImage): Promise<AgUiRequest> {
  const { threadId, runId, parentRunId = null, context, resume } = body;
  if ((resume ?? []).length > 0) {
    throw new AppError("bad-request", {
      field: "resume",
      message: "No run of this thread ended with an interrupt.",
      suggestion: "Leave resume out. What waits for approval is decided in Aloud, and its stream goes on by itself.",
    });
  }
  const wishes = readWishes(body.forwardedProps);
  const { messages, instructions } = await readAgUiMessages(body.messages, readImage);
  const told = (context ?? []).map(({ description, value }) => `${description}:\n${value}`);
  return {
    ask: {
      surface: "ag-ui",
      messages,
      instructions: [...instructions, ...told].filter((text) => text.trim() !== "").join("\n\n") || null,
      modelId: wishes.modelId ?? null,
      effort: wishes.effort ?? null,
      outputLimit: wishes.outputLimit ?? null,
      mostSteps: null,
      timeZone: wishes.timeZone ?? null,
      tools: readClientTools((body.tools ?? []).map(({ parameters, ...tool }) => ({ ...tool, schema: parameters }))),
      settings: {},
      threadId,
      idempotencyKey: headers.get("idempotency-key") || null,
    },
    client: { threadId, runId, parentRunId },
    exposure: wishes.exposure ?? undefined,
  };
}

/** Anything may be forwarded; only what is an object can be meant for us. */
function readWishes(props: unknown): z.infer<typeof agUiWishes> {
  if (typeof props !== "object" || props === null || Array.isArray(props)) return {};
  const { data, error } = agUiWishes.safeParse(props);
  if (data) return data;
  const [issue] = error.issues;
  const field = ["forwardedProps", ...(issue?.path ?? [])].join(".");
  throw new AppError("bad-request", { field, message: `The field "${field}" is not valid: ${issue?.message ?? ""}.` });
}
