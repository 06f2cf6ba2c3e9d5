/** Owns: a `RunAgentInput` as what is asked of the gateway and how the answer is to be told. */
import type { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { Ask } from "../request/ask.ts";
import type { ReadImage } from "../request/image-reader.ts";
import { joinInstructions } from "../request/instructions.ts";
import { readClientTools } from "../request/read-client-tools.ts";
import { readAgUiMessages } from "./read-messages.ts";
import { type AgUiRequestBody, agUiWishes } from "./request-body.ts";

export interface AgUiRequest {
  ask: Ask;
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
      instructions: joinInstructions([...instructions, ...told]),
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
