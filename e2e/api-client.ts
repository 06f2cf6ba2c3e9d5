/** Owns: a program of somebody else that asks the application with a key, through OpenAI's own client. */
import OpenAI from "openai";
import type { KeyPolicy } from "#lib/core/caller.ts";
import type { Application } from "./application.ts";

export interface Program {
  client: OpenAI;
  key: string;
  keyId: string;
  /** The id under which the application offers the model of this name. */
  modelId(name: string): Promise<string>;
}

/** Makes a key as its owner does, and gives it to a program. */
export async function connectProgram({ url }: Application, policy: Partial<KeyPolicy> & { name: string }): Promise<Program> {
  const response = await fetch(`${url}/api/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(policy),
  });
  if (!response.ok) throw new Error(`No key was made: ${await response.text()}`);
  const { id, key } = (await response.json()) as { id: string; key: string };
  return programWith(url, key, id);
}

export function programWith(url: string, key: string, keyId = ""): Program {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  return {
    client,
    key,
    keyId,
    async modelId(name) {
      const { data } = await client.models.list();
      const found = data.find(({ id }) => id.endsWith(`/${name}`));
      if (!found) throw new Error(`There is no model ${name}.`);
      return found.id;
    },
  };
}

export interface Heard {
  thought: string;
  text: string;
  calls: { id: string; name: string }[];
  finish: string | null;
}

/** A streamed answer as the program reads it; `heard` grows while it comes. */
export function listen(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): { heard: Heard; done: Promise<Heard> } {
  const heard: Heard = { thought: "", text: "", calls: [], finish: null };
  const read = async () => {
    for await (const { choices } of stream) {
      const [choice] = choices;
      const delta = (choice?.delta ?? {}) as { content?: string | null; reasoning_content?: string | null };
      heard.thought += delta.reasoning_content ?? "";
      heard.text += delta.content ?? "";
      for (const call of choice?.delta.tool_calls ?? []) {
        if (call.id) heard.calls.push({ id: call.id, name: call.function?.name ?? "" });
      }
      heard.finish = choice?.finish_reason ?? heard.finish;
    }
    return heard;
  };
  return { heard, done: read() };
}
