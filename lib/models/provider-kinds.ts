/** Owns: which kinds of provider can be connected, as the settings page offers them. Pure data. */
export const providerKinds = {
  openai: kind("OpenAI", "https://api.openai.com/v1", "required"),
  anthropic: kind("Anthropic", "https://api.anthropic.com/v1", "required"),
  google: kind("Google Gemini", "https://generativelanguage.googleapis.com/v1beta", "required"),
  deepseek: kind("DeepSeek", "https://api.deepseek.com/v1", "required"),
  openrouter: kind("OpenRouter", "https://openrouter.ai/api/v1", "required"),
  xai: kind("xAI", "https://api.x.ai/v1", "required"),
  groq: kind("Groq", "https://api.groq.com/openai/v1", "required"),
  mistral: kind("Mistral", "https://api.mistral.ai/v1", "required"),
  ollama: kind("Ollama", "http://127.0.0.1:11434", "optional"),
  responses: kind("Responses server", null, "optional"),
  compatible: kind("OpenAI-compatible server", null, "optional"),
} as const satisfies Record<string, ProviderKindInfo>;

export type ProviderKind = keyof typeof providerKinds;

export interface ProviderKindInfo {
  /** For people. */
  name: string;
  /** Null: a person has to give one. */
  baseUrl: string | null;
  key: "required" | "optional";
}

export function isProviderKind(value: string): value is ProviderKind {
  return Object.hasOwn(providerKinds, value);
}

function kind(name: string, baseUrl: string | null, key: ProviderKindInfo["key"]): ProviderKindInfo {
  return { name, baseUrl, key };
}
