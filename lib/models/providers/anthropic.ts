/** Owns: Claude models, and others behind servers that speak Anthropic's Messages format. */
import { type Effort, efforts } from "#lib/core/effort.ts";
import type { Connection, ConnectionConfig } from "../connection.ts";
import type { ListedModel } from "../discover.ts";
import { nearestEffort } from "../effort.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import { providerKinds } from "../provider-kinds.ts";
import type { Ask, ResolvedModel } from "../resolved-model.ts";
import { readAnthropicList } from "./anthropic-list.ts";
import { type AnthropicFamily, anthropicFamily, claudeName, wellKnownClaudeModels } from "./anthropic-models.ts";
import { anthropicRequest } from "./anthropic-request.ts";
import { anthropicLeavesOut } from "./anthropic-settings.ts";
import { makeAnthropicReader } from "./anthropic-stream.ts";
import { describeModel } from "./describe.ts";
import { post } from "./post.ts";
import { thinkingBudget } from "./thinking-budget.ts";

/** The least a thought may be allowed, in tokens. */
const leastBudget = 1024;
const leastAnswer = 256;
/** What is asked for where nobody said how much; more is only held ready, not used. */
const usualLimit = 64_000;
const interleaved = "interleaved-thinking-2025-05-14";

export function anthropicConnection(config: ConnectionConfig): Connection {
  const { id, name, baseUrl, kind } = config;
  const headers = headersOf(config);
  const named: Connection["describe"] = (modelId, listed) => {
    const family = anthropicFamily(modelId);
    const { isClaude, thinking, contextSize, outputSize } = family;
    const reasons = isClaude === null ? null : thinking !== "none";
    const known = { name: claudeName(modelId), reasons, contextSize, outputSize, callsTools: isClaude, seesImages: isClaude };
    return describeModel(config, modelId, { ...known, efforts: effortsOf(family, listed) }, listed);
  };
  return {
    id,
    name,
    list: (signal) => readAnthropicList(baseUrl, headers, signal),
    listKey: `${kind} ${baseUrl} ${JSON.stringify(headers)}`,
    known: baseUrl === providerKinds.anthropic.baseUrl ? wellKnownClaudeModels.map((modelId) => named(modelId)) : [],
    takesAnyName: true,
    describe: named,
    model: (modelId, info) => anthropicModel(config, modelId, info),
  };
}

function anthropicModel(config: ConnectionConfig, modelId: string, info: ModelInfo): ResolvedModel {
  const family = anthropicFamily(modelId);
  const limitOf = (outputLimit: number | null) =>
    Math.min(outputLimit ?? usualLimit, info.outputSize ?? Number.POSITIVE_INFINITY);
  return {
    info,
    replay: { issuer: issuerOf(config, modelId), text: family.isClaude ? "never" : "tool-calls", takesSeals: true },
    reach: fetch,
    form: family.form,
    // Behind other servers a model's tags may come through.
    mayWriteTags: family.isClaude === null,
    ask: (ask) =>
      post(ask.exchange, {
        url: `${config.baseUrl}/messages`,
        headers: headersOf(config, betasOf(family, ask)),
        body: anthropicRequest(modelId, ask, { family, maxTokens: limitOf(ask.outputLimit) }),
        reader: makeAnthropicReader(),
      }),
    leavesOut: (settings, effort) => anthropicLeavesOut(family, settings, effort),
    ...(family.isClaude && family.thinking !== "none" && { thinksWhereItMustCall: false }),
    effortWord(effort, outputLimit) {
      const nearest = nearestEffort(effort, info.efforts);
      if (nearest === null || nearest === "off") return nearest === null ? null : "disabled";
      if (family.thinking === "adaptive") return nearest === "minimal" ? "between_tools" : nearest;
      const limit = limitOf(outputLimit);
      const budget = Math.max(leastBudget, thinkingBudget(nearest, limit) ?? leastBudget);
      // Within so little there is no room for a thought.
      return budget + leastAnswer <= limit ? String(budget) : "disabled";
    },
  };
}

/** Older models think between calls of tools only when they are told to in this way. */
function betasOf({ interleavesByHeader }: AnthropicFamily, { tools, extras }: Ask): string[] {
  const thinks = extras.effort !== null && extras.effort !== "disabled";
  return interleavesByHeader && thinks && tools.length > 0 ? [interleaved] : [];
}

function headersOf({ apiKey, headers }: ConnectionConfig, betas: string[] = []): Record<string, string> {
  const { "anthropic-beta": chosen, ...rest } = lowerCased(headers);
  const all = [...(chosen === undefined ? [] : [chosen]), ...betas].join(",");
  return {
    "anthropic-version": "2023-06-01",
    ...rest,
    ...(apiKey !== undefined && { "x-api-key": apiKey }),
    ...(all !== "" && { "anthropic-beta": all }),
  };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** What the list says of a model's efforts counts, where they are words; which of them turn thinking off, the name tells. */
function effortsOf({ efforts: known, thinking }: AnthropicFamily, listed?: ListedModel): Effort[] {
  if (listed?.reasons === false) return [];
  const said = listed?.efforts;
  if (thinking !== "adaptive" || !said || said.length === 0) return [...known];
  return efforts.filter((effort) => (effort === "off" || effort === "minimal" ? known : said).includes(effort));
}
