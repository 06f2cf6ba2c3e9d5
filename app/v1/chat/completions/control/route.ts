import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { answerNowFor, cancelFor, readForCaller } from "#lib/gateway/read-run.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { readAnswerId } from "#lib/wire/ids.ts";

const body = z.object({
  /** Of the first chunk. */
  id: z.string(),
  action: z.enum(["reasoning_end", "cancel"]),
});

/** Ends the thinking of an answer that is being written, or all of it. What cannot be done is told with 200, as llama.cpp does. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "openai", needsKey: true, body }, async ({ caller, body: { id, action } }) => {
      const address = readAnswerId("chat", id);
      if (address === null) throw new AppError("not-found", { field: "id" });
      const { view } = await readForCaller(caller, address.runId);
      if (action === "cancel") {
        if (isEnded(view.status)) return Response.json({ success: false, message: "The answer has ended already." });
        await cancelFor(caller, address.runId);
        return Response.json({ success: true });
      }
      try {
        await answerNowFor(caller, address.runId);
        return Response.json({ success: true });
      } catch (error) {
        if (!AppError.is(error) || error.code !== "conflict") throw error;
        return Response.json({ success: false, message: error.message });
      }
    }),
  },
  "openai",
);
