/** Owns: how each kind of program is told to ask here, as it is typed there. Pure. */

export interface Snippet {
  /** What stands after the fence: the language. */
  info: string;
  code: string;
}

/** Something to press, or to type `value` into. */
export interface Step {
  text: string;
  value?: string;
}

/** `steps` come before the snippet. `note`: what is good to know, after it. */
export interface Program {
  id: string;
  name: string;
  steps?: Step[];
  snippet?: Snippet;
  note?: string;
}

export interface Place {
  /** Of this installation, `http://127.0.0.1:3000`. */
  origin: string;
  /** The key, or what stands for it. */
  key: string;
  /** An id of `/v1/models`, or `default`. */
  model: string;
}

export const question = "What is 12% of 250?";

export function programsFor({ origin, key, model }: Place): Program[] {
  const text = JSON.stringify;
  const base = `${origin}/v1`;
  const socket = origin.replace(/^http/, "ws");
  const messages = `[{ role: "user", content: ${text(question)} }]`;
  return [
    {
      id: "curl",
      name: "curl",
      snippet: {
        info: "sh",
        code: `curl -N ${base}/chat/completions \\
  -H ${inShell(`Authorization: Bearer ${key}`)} -H 'Content-Type: application/json' \\
  -d ${inShell(JSON.stringify({ model, stream: true, messages: [{ role: "user", content: question }] }))}`,
      },
    },
    {
      id: "python",
      name: "Python",
      snippet: {
        info: "python",
        code: `from openai import OpenAI

client = OpenAI(base_url=${text(base)}, api_key=${text(key)})
stream = client.chat.completions.create(
    model=${text(model)}, stream=True, messages=[{"role": "user", "content": ${text(question)}}]
)
for chunk in stream:
    for choice in chunk.choices:
        print(getattr(choice.delta, "reasoning_content", None) or choice.delta.content or "", end="", flush=True)`,
      },
      note: "With the package openai.",
    },
    {
      id: "javascript",
      name: "JavaScript",
      snippet: {
        info: "js",
        code: `import OpenAI from "openai";

const client = new OpenAI({ baseURL: ${text(base)}, apiKey: ${text(key)} });
const messages = ${messages};
for await (const chunk of await client.chat.completions.create({ model: ${text(model)}, messages, stream: true })) {
  const delta = chunk.choices[0]?.delta ?? {};
  process.stdout.write(delta.reasoning_content ?? delta.content ?? "");
}`,
      },
      note: "With the package openai.",
    },
    {
      id: "ai-sdk",
      name: "AI SDK",
      snippet: {
        info: "js",
        code: `import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

const aloud = createOpenAICompatible({ name: "aloud", baseURL: ${text(base)}, apiKey: ${text(key)}, includeUsage: true });
const { fullStream } = streamText({ model: aloud(${text(model)}), prompt: ${text(question)} });
for await (const part of fullStream) {
  if (part.type === "reasoning-delta" || part.type === "text-delta") process.stdout.write(part.text);
}`,
      },
      note: "@ai-sdk/openai with .chat() drops every thought; @ai-sdk/openai-compatible keeps them.",
    },
    {
      id: "continue",
      name: "Continue",
      steps: [{ text: "Open ~/.continue/config.yaml and add a model." }],
      snippet: {
        info: "yaml",
        code: `models:
  - name: Aloud
    provider: openai
    model: ${text(model)}
    apiBase: ${text(base)}
    apiKey: ${text(key)}
    roles: [chat, edit, apply]`,
      },
    },
    {
      id: "cline",
      name: "Cline",
      steps: [
        { text: "In the settings of Cline, choose “OpenAI Compatible” as the API provider." },
        { text: "Base URL", value: base },
        { text: "API key", value: key },
        { text: "Model ID", value: model },
      ],
    },
    {
      id: "open-webui",
      name: "Open WebUI",
      steps: [
        { text: "Open Admin Settings › Connections › OpenAI › Manage, and add a connection." },
        { text: "URL", value: base },
        { text: "Key", value: key },
        { text: "In a chat, choose the model", value: model },
      ],
      note: "Inside of a container, the machine's own 127.0.0.1 is not that of the container, and Aloud answers on this machine only. Titles that Open WebUI has made for its chats are questions too: turn them off there, or each becomes a conversation here.",
    },
    {
      id: "openbb",
      name: "OpenBB Workspace",
      steps: [
        { text: "In Workspace, open the copilot and press the plus to add an agent of your own." },
        { text: "URL", value: origin },
        { text: "A header with the name Authorization, and as its value", value: `Bearer ${key}` },
        { text: "The model, the effort and how much thinking is shown are chosen there, in the agent's options." },
      ],
      note: "The browser asks from this machine, so Workspace has to be open here too.",
    },
    {
      id: "websocket",
      name: "WebSocket",
      snippet: {
        info: "js",
        code: `import WebSocket from "ws";

const headers = { authorization: ${text(`Bearer ${key}`)} };
const socket = new WebSocket(${text(`${socket}/ws/chat/my-session`)}, { headers });
const payload = { message: ${text(question)}, model: ${text(model)}, stream: "token" };
socket.on("open", () => socket.send(JSON.stringify({ type: "chat", payload })));
socket.on("message", (text) => {
  const { type, data } = JSON.parse(text);
  if (type === "reasoning_delta") process.stdout.write(data.delta);
  if (type === "reasoning_complete") socket.close();
});`,
      },
      note: "Questions over one session are one conversation. Closing the socket does not stop an answer.",
    },
    {
      id: "use-chat",
      name: "useChat",
      snippet: {
        info: "tsx",
        code: `import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";

const transport = new DefaultChatTransport({
  api: ${text(`${origin}/api/chat`)},
  headers: { authorization: ${text(`Bearer ${key}`)} },
  body: { modelId: ${text(model)} },
});

export function useAloud() {
  return useChat({ transport });
}`,
      },
      note: "A page on another address may not ask /api/chat, and its key would be open to its readers: let its own server pass the request on.",
    },
    {
      id: "ag-ui",
      name: "AG-UI",
      snippet: {
        info: "js",
        code: `import { HttpAgent } from "@ag-ui/client";

const agent = new HttpAgent({ url: ${text(`${base}/ag-ui`)}, headers: { authorization: ${text(`Bearer ${key}`)} } });
agent.setMessages([{ id: "1", role: "user", content: ${text(question)} }]);
await agent.runAgent({ forwardedProps: { modelId: ${text(model)} } }, {
  onReasoningMessageContentEvent: ({ event }) => process.stdout.write(event.delta),
  onTextMessageContentEvent: ({ event }) => process.stdout.write(event.delta),
});`,
      },
    },
  ];
}

/** As one word of a shell. */
function inShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
