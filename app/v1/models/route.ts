import { defaultModel, defaultName, modelsFor } from "#lib/gateway/choose-model.ts";
import { ceilingOf } from "#lib/gateway/exposure.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { modelEntry } from "./model-entry.ts";

/** The models that the key may ask; `default`, the first, is the one its owner has chosen. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    GET: interfaceRoute({ shape: "openai", needsKey: true }, async ({ caller }) => {
      const exposure = ceilingOf(caller);
      const models = await modelsFor(caller);
      const chosen = await defaultModel(caller, models);
      const first = chosen === null ? [] : [modelEntry(chosen, exposure, defaultName)];
      return Response.json({ object: "list", data: [...first, ...models.map((info) => modelEntry(info, exposure))] });
    }),
  },
  "openai",
);
