/** Owns: what helps somebody who connects a provider: what it is in a few words, and where its keys are made. */
import type { ProviderKind } from "#lib/models/provider-kinds.ts";

export interface KindNote {
  /** In the grid, beneath the name. */
  what: string;
  /** Where a key is made; null: this kind needs none, or every server has its own. */
  keyPage: string | null;
  /** In the address field while it is empty. */
  example: string;
}

export const kindNotes: Record<ProviderKind, KindNote> = {
  openai: note("GPT and o models", "https://platform.openai.com/api-keys"),
  anthropic: note("Claude", "https://platform.claude.com/settings/keys"),
  google: note("Gemini", "https://aistudio.google.com/apikey"),
  deepseek: note("DeepSeek models", "https://platform.deepseek.com/api_keys"),
  openrouter: note("Many providers, one key", "https://openrouter.ai/settings/keys"),
  xai: note("Grok", "https://console.x.ai"),
  groq: note("Open models, fast", "https://console.groq.com/keys"),
  mistral: note("Mistral and Magistral", "https://console.mistral.ai/api-keys"),
  ollama: note("On your own machine", null, "http://127.0.0.1:11434"),
  responses: note("Speaks the Responses API", null, "http://127.0.0.1:8000/v1"),
  compatible: note("vLLM, llama.cpp, SGLang, LM Studio, LiteLLM and others", null, "http://127.0.0.1:8000/v1"),
};

function note(what: string, keyPage: string | null, example = ""): KindNote {
  return { what, keyPage, example };
}
