/**
 * Owns: looking for model servers on this machine: at loopback only, at the ports they usually have, when somebody asks. Each
 * is told by what it says at its own addresses, not by its port.
 */
import { remember } from "#lib/core/remember.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { ProviderKind } from "#lib/models/provider-kinds.ts";
import { readJson } from "#lib/models/read-json.ts";
import { connectionsOf } from "./of-viewer.ts";

export interface FoundServer {
  kind: ProviderKind;
  /** For people. */
  name: string;
  baseUrl: string;
  modelCount: number;
  /** There is a connection to it already. */
  isConnected: boolean;
}

/** Ollama, LM Studio, llama.cpp, vLLM, SGLang, text-generation-webui, KoboldCpp, Jan, LiteLLM, and the neighbours people take. */
const usualPorts = [11434, 1234, 8080, 8000, 30000, 5000, 5001, 1337, 4000, 8001, 8081];
const hosts = ["127.0.0.1", "[::1]"];
const patienceMs = 1_000;

/** `ownPort`: of this application, which is not asked. `ports`: others than the usual. Never throws for a server. */
export async function discoverLocal(
  viewer: Viewer,
  { ownPort, ports = usualPorts }: { ownPort: number; ports?: readonly number[] },
): Promise<FoundServer[]> {
  hasLooked().value = true;
  const asked = ports.filter((port) => port !== ownPort);
  const [connected, ...found] = await Promise.all([connectionsOf(viewer), ...asked.map(findAt)]);
  const places = new Set(connected.flatMap(({ config }) => (config ? [placeOf(config.baseUrl)] : [])));
  return found.flatMap((one) => (one ? [{ ...one, isConnected: places.has(placeOf(one.baseUrl)) }] : []));
}

/** Whether to look without being asked: nothing is connected, and nobody has looked since this process began. */
export async function suggestsDiscovery(viewer: Viewer): Promise<boolean> {
  return !hasLooked().value && (await connectionsOf(viewer)).every(({ from }) => from === "built-in");
}

const hasLooked = () => remember("connections.has-looked", () => ({ value: false }));

type Found = Omit<FoundServer, "isConnected">;

async function findAt(port: number): Promise<Found | null> {
  const found = await Promise.all(hosts.map((host) => identify(`http://${host}:${port}`)));
  return found.find((one) => one !== null) ?? null;
}

async function identify(origin: string): Promise<Found | null> {
  const [version, list] = await Promise.all([read(`${origin}/api/version`), read(`${origin}/v1/models`)]);
  const models = recordsIn(list, "data");
  if (typeof version?.version === "string" && models?.every(({ owned_by }) => owned_by === "library") !== false) {
    const tags = recordsIn(await read(`${origin}/api/tags`), "models");
    if (tags) return { kind: "ollama", name: "Ollama", baseUrl: origin, modelCount: tags.length };
  }
  if (models === null || models.some(({ id }) => typeof id !== "string")) return null;
  const name = await nameOf(origin, models);
  return {
    kind: "compatible",
    name: name ?? `Server on port ${new URL(origin).port}`,
    baseUrl: `${origin}/v1`,
    modelCount: models.length,
  };
}

async function nameOf(origin: string, models: Record<string, unknown>[]): Promise<string | null> {
  const owners = new Set(models.map(({ owned_by }) => owned_by));
  if (owners.has("llamacpp")) return "llama.cpp";
  if (owners.has("vllm")) return "vLLM";
  if (owners.has("sglang")) return "SGLang";
  if (owners.has("koboldcpp")) return "KoboldCpp";
  const [props, studio] = await Promise.all([read(`${origin}/props`), read(`${origin}/api/v0/models`)]);
  if (props !== null && "default_generation_settings" in props) return "llama.cpp";
  if (recordsIn(studio, "data")?.every((model) => "state" in model && "type" in model)) return "LM Studio";
  return null;
}

/** Null: it is no JSON object, or nothing answers. */
async function read(url: string): Promise<Record<string, unknown> | null> {
  try {
    const answer = await readJson(url, { headers: {}, signal: AbortSignal.timeout(patienceMs) });
    return isRecord(answer) ? answer : null;
  } catch {
    // Most ports have nobody, and some have somebody else: neither is what is looked for.
    return null;
  }
}

function recordsIn(document: Record<string, unknown> | null, field: string): Record<string, unknown>[] | null {
  const list = document?.[field];
  return Array.isArray(list) && list.every(isRecord) ? list : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** This machine by any of its names, and the port. */
function placeOf(baseUrl: string): string {
  const { hostname, port, protocol } = new URL(baseUrl);
  const isHere = /^(localhost|127\.|\[::1\]$|0\.0\.0\.0$)/.test(hostname);
  return `${isHere ? "here" : hostname}:${port || protocol}`;
}
