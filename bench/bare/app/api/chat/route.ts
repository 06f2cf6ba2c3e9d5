import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

/** What everyone builds first: streamText to a UI message stream. Nothing is stored, nothing can be resumed. */
export async function POST(request: Request) {
  const { model, prompt } = (await request.json()) as { model: string; prompt: string };
  const provider = createOpenAICompatible({ name: "bench", baseURL: String(process.env.BENCH_PROVIDER), includeUsage: true });
  return streamText({ model: provider.chatModel(model), prompt }).toUIMessageStreamResponse();
}
