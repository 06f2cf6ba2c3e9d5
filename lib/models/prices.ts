/**
 * Owns: what the providers say their models cost, in US dollars per million tokens, with the day their page was read. Pure data.
 * Only what could be checked is in it. Left out: models whose price depends on the hour (DeepSeek), on writes to a cache that
 * nobody counts for us (GPT-6), on a date (introductory prices), or on which two readings disagree. The owner may enter any.
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

export const priceLists: Partial<Record<ProviderKind, PriceList>> = {
  openai: {
    source: "https://developers.openai.com/api/docs/pricing",
    asOf: "2026-05-04",
    models: {
      "gpt-5.4": [2.5, 0.25, 15, 272_000],
      "gpt-5.4-mini": [0.75, 0.075, 4.5],
      "gpt-5.4-nano": [0.2, 0.02, 1.25],
    },
  },
  anthropic: {
    source: "https://platform.claude.com/docs/en/about-claude/pricing",
    asOf: "2026-10-10",
    models: {
      "claude-opus-5-5": [4, 0.2, 20],
      "claude-opus-5": [5, 0.5, 25],
      "claude-opus-4-8": [5, 0.5, 25],
      "claude-opus-4-7": [5, 0.5, 25],
      "claude-opus-4-6": [5, 0.5, 25, 200_000],
      "claude-opus-4-5": [5, 0.5, 25],
      "claude-sonnet-5-5": [2, 0.1, 10],
      "claude-sonnet-5": [2, 0.2, 10],
      "claude-sonnet-4-6": [3, 0.3, 15, 200_000],
      "claude-sonnet-4-5": [3, 0.3, 15, 200_000],
      "claude-haiku-5-5": [0.1, 0.01, 0.5, 100_000],
      "claude-haiku-4-5": [1, 0.1, 5],
    },
  },
  xai: {
    source: "https://docs.x.ai/developers/models",
    asOf: "2026-07-13",
    models: {
      "grok-4.3": [1.25, 0.2, 2.5, 200_000],
    },
  },
};
