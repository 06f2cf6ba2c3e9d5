/** Owns: the conversation as Anthropic's Messages format carries it. Pure. */
import { z } from "zod";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import type { ToolDeclaration } from "../model-part.ts";
import { systemText } from "../questions.ts";
import type { Ask } from "../resolved-model.ts";
import { unfinishedThoughtText } from "../unfinished-thought.ts";
import type { AnthropicFamily } from "./anthropic-models.ts";
import { anthropicFormat, anthropicSampling, anthropicToolChoice } from "./anthropic-settings.ts";
import type { AnthropicSeal } from "./anthropic-stream.ts";

type Block = { type: string } & Record<string, unknown>;
interface Message {
  role: "user" | "assistant";
  content: Block[];
}

const seal: z.ZodType<AnthropicSeal> = z.union([
  z.object({ type: z.literal("thinking"), thinking: z.string(), signature: z.string() }),
  z.object({ type: z.literal("redacted_thinking"), data: z.string() }),
]);

/** `maxTokens`: this format wants the output limited; the budget for thinking is a part of it. */
export function anthropicRequest(
  modelId: string,
  { messages, tools, settings = {}, extras }: Pick<Ask, "messages" | "tools" | "settings" | "extras">,
  { family, maxTokens }: { family: AnthropicFamily; maxTokens: number },
): object {
  const system = systemText(messages);
  return {
    model: modelId,
    max_tokens: maxTokens,
    ...thinkingOf(family, extras.effort, extras.wantsSummary, anthropicFormat(settings)),
    ...anthropicSampling(settings),
    ...toolsOf(tools, messages, settings),
    ...(system !== null && { system }),
    messages: anthropicMessages(messages),
    stream: true,
  };
}

/** The newest models keep their thoughts to themselves unless a summary is asked for. An effort and a `format` stand together. */
function thinkingOf({ thinking }: AnthropicFamily, effort: string | null, wantsSummary: boolean, format: object): object {
  const formatted = Object.keys(format).length > 0 && { output_config: format };
  if (effort === null) return { ...formatted };
  if (effort === "disabled" || effort === "between_tools") return { thinking: { type: effort }, ...formatted };
  if (thinking === "budget") return { thinking: { type: "enabled", budget_tokens: Number(effort) }, ...formatted };
  return {
    thinking: { type: "adaptive", ...(wantsSummary && { display: "summarized" }) },
    output_config: { effort, ...format },
  };
}

/** A conversation in which tools were called must declare tools, also where none may be called any more. */
function toolsOf(tools: readonly ToolDeclaration[], messages: readonly PromptMessage[], settings: CallSettings): object {
  if (tools.length > 0) {
    const declared = tools.map(({ name, description, inputSchema }) => ({ name, description, input_schema: inputSchema }));
    return { tools: declared, ...anthropicToolChoice(settings) };
  }
  const called = new Set(messages.flatMap((message) => (message.role === "tool" ? [message.name] : [])));
  if (called.size === 0) return {};
  const declared = [...called].map((name) => ({ name, input_schema: { type: "object" } }));
  return { tools: declared, tool_choice: { type: "none" } };
}

function anthropicMessages(messages: readonly PromptMessage[]): Message[] {
  const result: Message[] = [];
  const add = (role: Message["role"], content: Block[]) => {
    const last = result.at(-1);
    if (last?.role === role) last.content.push(...content);
    else if (content.length > 0) result.push({ role, content });
  };
  for (const message of messages) {
    switch (message.role) {
      case "system":
        break;
      case "user":
        add("user", questionOf(message));
        break;
      case "unfinished-thought":
        add("user", [{ type: "text", text: unfinishedThoughtText(message.text) }]);
        break;
      case "assistant":
        add("assistant", callsLast(message.parts.flatMap(blocksOf)));
        break;
      case "tool":
        add("user", [
          {
            type: "tool_result",
            tool_use_id: callIdOf(message.callId),
            content: resultText(message.result),
            ...(message.isError && { is_error: true }),
          },
        ]);
        break;
      default:
        message satisfies never;
    }
  }
  return result;
}

function questionOf({ text, images = [] }: Extract<PromptMessage, { role: "user" }>): Block[] {
  const pictures = images.map(({ mediaType, data }) => ({
    type: "image",
    source: { type: "base64", media_type: mediaType, data },
  }));
  return text === "" && pictures.length > 0 ? pictures : [...pictures, { type: "text", text }];
}

function blocksOf(part: PromptPart): Block[] {
  switch (part.kind) {
    case "reasoning": {
      // Some servers of this format sign nothing and want their thoughts back all the same.
      if (part.seal === null) return [{ type: "thinking", thinking: part.text, signature: "" }];
      const parsed = seal.safeParse(part.seal.data);
      return parsed.success ? [parsed.data] : [];
    }
    case "text":
      return [{ type: "text", text: part.text }];
    case "tool-call":
      return [{ type: "tool_use", id: callIdOf(part.callId), name: part.name, input: inputOf(part.args) }];
    default:
      return part satisfies never;
  }
}

/** Nothing may stand between a call and its result. Models of this provider write so by themselves. */
function callsLast(blocks: Block[]): Block[] {
  const isCall = ({ type }: Block) => type === "tool_use";
  const first = blocks.findIndex(isCall);
  if (first === -1 || blocks.slice(first).every(({ type }) => type !== "text")) return blocks;
  return [...blocks.filter((block) => !isCall(block)), ...blocks.filter(isCall)];
}

/** Other providers' ids may hold what is not allowed here. */
function callIdOf(callId: string): string {
  return /^[a-zA-Z0-9_-]+$/.test(callId) ? callId : `call_${Buffer.from(callId).toString("base64url")}`;
}

function inputOf(args: unknown): unknown {
  return typeof args === "object" && args !== null && !Array.isArray(args) ? args : { arguments: args };
}
