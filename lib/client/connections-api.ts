/** Owns: what the settings page asks about connections. Keys go out and never come back. */
import type { FoundServer } from "#lib/connections/find-local.ts";
import type { ConnectionPatch, NewConnection } from "#lib/connections/input.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import type { TestReport, TestStep } from "#lib/connections/test-report.ts";
import type { ProviderKind, ProviderKindInfo } from "#lib/models/provider-kinds.ts";
import { createFrameReader } from "#lib/wire/read-frames.ts";
import { ApiError, asApiError, errorFromBody, unreachable } from "./api-error.ts";
import { type Call, parseJson } from "./call.ts";

export interface KindRow extends ProviderKindInfo {
  kind: ProviderKind;
}

export interface ConnectionList {
  connections: ConnectionSummary[];
  kinds: KindRow[];
  /** Nothing is connected and nobody has looked for servers on this machine. */
  suggestsDiscovery: boolean;
}

export interface ConnectionsApi {
  list(): Promise<ConnectionList>;
  create(input: NewConnection): Promise<ConnectionSummary>;
  update(id: string, patch: ConnectionPatch): Promise<ConnectionSummary>;
  remove(id: string): Promise<void>;
  discover(): Promise<FoundServer[]>;
  /** Tests it, `onStep` hearing each step as it is known. */
  test(id: string, options: { signal: AbortSignal; onStep(step: TestStep): void }): Promise<TestReport>;
}

/** Every call rejects with an ApiError and nothing else. */
export function createConnectionsApi(call: Call, send: typeof fetch = (...all) => fetch(...all)): ConnectionsApi {
  return {
    list: () => call("GET", "connections"),
    create: (input) => call("POST", "connections", input),
    update: (id, patch) => call("PATCH", `connections/${id}`, patch),
    remove: async (id) => void (await call("DELETE", `connections/${id}`)),
    discover: async () => (await call<{ found: FoundServer[] }>("GET", "connections/discover")).found,
    test: async (id, { signal, onStep }) => {
      try {
        return await readTest(id, signal, onStep, send);
      } catch (error) {
        if (error instanceof ApiError) throw error;
        if (error instanceof TypeError || signal.aborted) throw lost();
        throw asApiError(error);
      }
    },
  };
}

async function readTest(
  id: string,
  signal: AbortSignal,
  onStep: (step: TestStep) => void,
  send: typeof fetch,
): Promise<TestReport> {
  const response = await send(`/api/connections/${id}/test`, {
    method: "POST",
    headers: { accept: "text/event-stream", "content-type": "application/json" },
    body: "{}",
    signal,
  });
  if (!response.ok || response.body === null) throw errorFromBody(response.status, parseJson(await response.text()));
  const ends: TestReport[] = [];
  const frames = createFrameReader((event, data) => {
    if (event === "step") onStep(data as TestStep);
    else if (event === "end") ends.push(data as TestReport);
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    frames.feed(decoder.decode(value, { stream: true }));
  }
  const [report] = ends;
  if (report === undefined) throw lost();
  return report;
}

/** The steps that arrived stay true; the rest is not known. */
function lost(): ApiError {
  const { code, message, suggestion } = unreachable(typeof navigator === "undefined" || navigator.onLine !== false);
  return new ApiError(code, `The test did not come to its end. ${message}`, suggestion);
}
