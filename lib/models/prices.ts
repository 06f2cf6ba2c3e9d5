/**
 * Owns: what the providers say their models cost, in US dollars per million tokens. Pure data. Each list names the provider's
 * page and the day it was read; the figures are others' dated transcriptions of it, so the page has the last word. Left out:
 * whatever two readings disagree on, and models whose price depends on the hour (DeepSeek's), on writes to a cache that nobody
 * counts for us (GPT-6), or on a date (introductory prices). The owner may enter any.
 */
import type { ProviderKind } from "./provider-kinds.ts";

/** Input, cached input (null: priced as input), output, and how much input it holds for where longer prompts cost more. */
type Row = readonly [input: number, cachedInput: number | null, output: number, upToInput?: number];

export interface PriceList {
  /** The provider's own page. */
  source: string;
  /** The day it was read. */
  asOf: string;
  models: Readonly<Record<string, Row>>;
}

const claudePage = "https://platform.claude.com/docs/en/about-claude/pricing";

export const priceLists: Partial<Record<ProviderKind, readonly PriceList[]>> = {
  openai: [
    {
      source: "https://developers.openai.com/api/docs/pricing",
      asOf: "2026-09-23",
      models: {
        "gpt-5.4": [2.5, 0.25, 15, 272_000],
        "gpt-5.4-mini": [0.75, 0.075, 4.5],
        "gpt-5.4-nano": [0.2, 0.02, 1.25],
        "gpt-5.2": [1.75, 0.175, 14],
        "gpt-5": [1.25, 0.125, 10],
        "gpt-5-mini": [0.25, 0.025, 2],
        "gpt-5-nano": [0.05, 0.005, 0.4],
        "gpt-4.1": [2, 0.5, 8],
        "gpt-4.1-mini": [0.4, 0.1, 1.6],
        "gpt-4o": [2.5, 1.25, 10],
        "gpt-4o-mini": [0.15, 0.075, 0.6],
      },
    },
  ],
  anthropic: [
    {
      source: claudePage,
      asOf: "2026-10-10",
      models: {
        "claude-sonnet-5-5": [2, 0.1, 10, 200_000],
        "claude-haiku-5-5": [0.1, 0.01, 0.5, 100_000],
      },
    },
    {
      source: claudePage,
      asOf: "2026-09-23",
      models: {
        "claude-fable-5-1": [10, 0.25, 50, 200_000],
        "claude-fable-5": [10, 1, 50, 200_000],
        "claude-opus-5-5": [4, 0.2, 20, 200_000],
        "claude-opus-5": [5, 0.5, 25, 200_000],
        "claude-opus-4-8": [5, 0.5, 25, 200_000],
        "claude-opus-4-7": [5, 0.5, 25, 200_000],
        "claude-opus-4-6": [5, 0.5, 25, 200_000],
        "claude-opus-4-5": [5, 0.5, 25, 200_000],
        "claude-sonnet-5": [2, 0.2, 10, 200_000],
        "claude-sonnet-4-6": [3, 0.3, 15, 200_000],
        "claude-sonnet-4-5": [3, 0.3, 15, 200_000],
        "claude-haiku-4-5": [1, 0.1, 5, 200_000],
      },
    },
  ],
  google: [
    {
      source: "https://ai.google.dev/gemini-api/docs/pricing",
      asOf: "2026-09-23",
      models: {
        "gemini-3.5-flash": [1.5, 0.15, 9],
        "gemini-3.5-flash-lite": [0.3, 0.03, 2.5],
        "gemini-3.1-pro-preview": [2, 0.2, 12, 200_000],
        "gemini-3.1-flash-lite": [0.25, 0.025, 1.5],
        "gemini-3-flash-preview": [0.5, 0.05, 3],
        "gemini-2.5-pro": [1.25, 0.125, 10, 200_000],
        "gemini-2.5-flash": [0.3, 0.03, 2.5],
        "gemini-2.5-flash-lite": [0.1, 0.01, 0.4],
      },
    },
  ],
  groq: [
    {
      source: "https://console.groq.com/docs/models",
      asOf: "2026-05-20",
      models: {
        "openai/gpt-oss-120b": [0.15, 0.075, 0.6],
      },
    },
  ],
  xai: [
    {
      source: "https://docs.x.ai/developers/models",
      asOf: "2026-09-23",
      models: {
        "grok-4.7": [2, 0.5, 6, 200_000],
        "grok-4.6": [2, 0.5, 6, 200_000],
        "grok-4.5": [2, 0.3, 6, 200_000],
        "grok-4.3": [1.25, 0.2, 2.5, 200_000],
        "grok-build-0.1": [1, 0.2, 2, 200_000],
      },
    },
  ],
};
