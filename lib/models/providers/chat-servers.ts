/** Owns: which server is behind an address, by its name or by what it said of itself while this process lives. */
import { remember } from "#lib/core/remember.ts";

const hosts = [
  ["dashscope", /(^|\.)(dashscope(-[a-z]+)?|maas)\.aliyuncs\.com$|(^|\.)qwencloud\.com$/],
  ["moonshot", /(^|\.)(moonshot\.(ai|cn)|kimi\.(ai|com))$/],
  ["zai", /(^|\.)(z\.ai|bigmodel\.cn)$/],
  ["minimax", /(^|\.)minimaxi?\.(io|com|chat)$/],
  ["cerebras", /(^|\.)cerebras\.(ai|net)$/],
  ["together", /(^|\.)together\.(xyz|ai)$/],
  ["fireworks", /(^|\.)fireworks\.ai$/],
  ["nvidia", /(^|\.)api\.nvidia\.com$/],
  ["gemini", /(^|\.)googleapis\.com$/],
  ["openai", /(^|\.)openai\.(com|azure\.com)$/],
  ["deepseek", /(^|\.)deepseek\.com$/],
  ["openrouter", /(^|\.)openrouter\.ai$/],
  ["groq", /(^|\.)groq\.com$/],
  ["mistral", /(^|\.)mistral\.ai$/],
] as const satisfies readonly (readonly [string, RegExp])[];

/** Programs that may run anywhere, by the owner they give their models in a list. */
const owners = { vllm: "vllm", sglang: "sglang", llamacpp: "llamacpp", organization_owner: "lmstudio" } as const;

export type ChatServer = (typeof hosts)[number][0] | (typeof owners)[keyof typeof owners] | "litellm";

/** Null: nobody knows yet, or it is one of no special ways. */
export function serverAt(baseUrl: string): ChatServer | null {
  const host = URL.parse(baseUrl)?.hostname ?? "";
  return hosts.find(([, pattern]) => pattern.test(host))?.[0] ?? seen().get(baseUrl) ?? null;
}

/** `ownedBy`: of the models in its list. */
export function noteOwners(baseUrl: string, ownedBy: Iterable<string | null>): void {
  const isOwner = (owner: string | null): owner is keyof typeof owners => owner !== null && Object.hasOwn(owners, owner);
  const owner = [...ownedBy].find(isOwner);
  if (owner !== undefined) note(baseUrl, owners[owner]);
}

/** `headers` of an answer of its. */
export function noteHeaders(baseUrl: string, headers: Headers): void {
  if (/^llama\.cpp\b/i.test(headers.get("server") ?? "")) note(baseUrl, "llamacpp");
  else if (headers.has("x-litellm-call-id") || headers.has("x-litellm-version")) note(baseUrl, "litellm");
}

const mostServers = 500;

function note(baseUrl: string, server: ChatServer): void {
  const known = seen();
  if (known.size >= mostServers) known.clear();
  known.set(baseUrl, server);
}

function seen(): Map<string, ChatServer> {
  return remember("models.servers", () => new Map<string, ChatServer>());
}
