import { z } from "zod";
import { chooseModel, defaultName } from "#lib/gateway/choose-model.ts";
import { ceilingOf } from "#lib/gateway/exposure.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { modelEntry } from "../model-entry.ts";

/** Ids hold slashes; clients send them as they are or encoded. */
const params = z.object({ model: z.array(z.string()).transform((pieces) => pieces.map(decoded).join("/")) });

/** One model, by its id or as `default`. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    GET: interfaceRoute({ shape: "openai", needsKey: true, params }, async ({ caller, params: { model } }) => {
      const info = await chooseModel(caller, model, null);
      return Response.json(modelEntry(info, ceilingOf(caller), model === defaultName ? model : undefined));
    }),
  },
  "openai",
);

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    // Not encoded, then: no model is called that, and the answer says so.
    return piece;
  }
}
