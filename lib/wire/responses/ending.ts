/** Owns: how a response ends, from how its run did. Pure. */
import type { RunEnd, RunError } from "#lib/reasoning/event.ts";
import { openaiError } from "../error-body.ts";
import { runErrorOf } from "../run-error.ts";
import type { ResponseError, ResponseObject } from "./response.ts";

export interface Ending {
  type: "response.completed" | "response.incomplete" | "response.failed";
  status: Extract<ResponseObject["status"], "completed" | "incomplete" | "failed" | "cancelled">;
  error: ResponseError | null;
  reason: string | null;
}

/** Whoever asked has tools to run, and comes back. */
export const handedOver: Ending = { type: "response.completed", status: "completed", error: null, reason: null };

export function endingOf({ status, reason, error }: RunEnd): Ending {
  switch (status) {
    case "completed":
      if (reason === "length") return incomplete("max_output_tokens");
      return reason === "content-filter" ? incomplete("content_filter") : handedOver;
    case "stopped":
      // There is no event of its own for it; a reader that knows no `cancelled` reads that it is not whole.
      return { type: "response.incomplete", status: "cancelled", error: null, reason: "cancelled" };
    case "failed":
    case "interrupted":
      return failed(error ?? runErrorOf(status));
    default:
      return status satisfies never;
  }
}

function incomplete(reason: string): Ending {
  return { type: "response.incomplete", status: "incomplete", error: null, reason };
}

function failed(error: RunError): Ending {
  const { type, code, message } = openaiError(error).body.error;
  return { type: "response.failed", status: "failed", error: { type, code: code ?? type, message }, reason: null };
}
