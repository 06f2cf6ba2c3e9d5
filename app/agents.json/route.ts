import { modelsFor } from "#lib/gateway/choose-model.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { agentManifest } from "#lib/wire/openbb/manifest.ts";

/** What this agent is, for whoever adds it to OpenBB Workspace. Which models there are is told to those that bring a key. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    GET: interfaceRoute({ shape: "openbb", needsKey: false }, async ({ caller }) =>
      Response.json(agentManifest(caller.key === null ? [] : await modelsFor(caller))),
    ),
  },
  "openbb",
);
