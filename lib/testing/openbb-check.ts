/** Owns: holding what OpenBB Workspace is told against the schemas of its contract. */
import { Ajv, type ValidateFunction } from "ajv";
import type { OpenbbEvent } from "#lib/wire/openbb/event.ts";
import { agentsSchema } from "#lib/wire/openbb/schemas/agents-schema.ts";
import { eventSchemas } from "#lib/wire/openbb/schemas/event-schema.ts";

const ajv = new Ajv({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
  formats: {
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    "uri-reference": /^[^\s\\"<>^`{|}]*$/,
  },
});

const events = new Map(Object.entries(eventSchemas).map(([name, schema]) => [name, ajv.compile(schema)]));
const agents = ajv.compile(agentsSchema);

/** Throws with all that is wrong. Returns what it was given. */
export function checkedEvents<T extends Pick<OpenbbEvent, "event"> & { data: unknown }>(told: readonly T[]): readonly T[] {
  for (const { event, data } of told) {
    const validate = events.get(event);
    if (!validate) throw new Error(`Workspace knows no event called ${event}.`);
    check(validate, data, event);
  }
  return told;
}

/** Throws with all that is wrong. */
export function checkAgents(manifest: unknown): void {
  check(agents, manifest, "agents.json");
}

function check(validate: ValidateFunction, data: unknown, what: string): void {
  if (validate(data)) return;
  throw new Error(`${what}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(data, null, 1)}`);
}
