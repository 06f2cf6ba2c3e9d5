/**
 * The scripted provider of the benchmarks: chat completions over SSE, thought first, then the answer. Run as its own process.
 * The model's name is the script: `tokens-<count>-rate-<per second, 0 is as fast as it goes>-thought-<percent, default 40>`.
 * Each token carries the time it was sent, so that a reader on the same machine knows how long it was on the way.
 */
import { createServer, type ServerResponse } from "node:http";

const port = Number(process.argv[2]);

/** Ten characters like a word with its space; the send time in base 36 makes it measurable. */
function token(): string {
  return `${(Date.now() % 100_000_000).toString(36).padStart(6, "0")}ab `;
}

/** Prose of ten words to the sentence and five sentences to the paragraph, so that a page has blocks to lay out. */
function frame(index: number, thoughts: number): string {
  const field = index < thoughts ? "reasoning_content" : "content";
  const pause = index % 50 === 49 ? ".\\n\\n" : index % 10 === 9 ? ". " : "";
  return `data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"${field}":"${token()}${pause}"},"finish_reason":null}]}\n\n`;
}

function end(count: number, thoughts: number): string {
  const usage = `{"prompt_tokens":10,"completion_tokens":${count},"total_tokens":${count + 10},"completion_tokens_details":{"reasoning_tokens":${thoughts}}}`;
  return `data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":${usage}}\n\ndata: [DONE]\n\n`;
}

async function stream(response: ServerResponse, count: number, rate: number, thoughts: number) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const startedAt = performance.now();
  for (let sent = 0; sent < count && !response.destroyed; ) {
    if (rate === 0) {
      if (!response.write(frame(sent, thoughts)))
        await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
      sent += 1;
      continue;
    }
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) / 1000) * rate) + 1);
    for (; sent < due; sent += 1) response.write(frame(sent, thoughts));
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
  }
  response.end(end(count, thoughts));
}

createServer((request, response) => {
  if (request.url?.endsWith("/models")) {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", data: [{ id: "tokens-200-rate-50", object: "model" }] }));
    return;
  }
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const { model } = JSON.parse(body) as { model: string };
    const [, count = "200", rate = "50", percent = "40"] = /tokens-(\d+)-rate-(\d+)(?:-thought-(\d+))?/.exec(model) ?? [];
    void stream(response, Number(count), Number(rate), Math.round((Number(count) * Number(percent)) / 100));
  });
}).listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
