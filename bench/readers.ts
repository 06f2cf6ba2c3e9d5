/** Owns: the clients of the benchmarks. Each sends one question, reads the answer to its end, and notes how late each token came. */

export interface Reading {
  tokens: number;
  /** Milliseconds from the provider's send to our receipt, of each token. */
  delays: number[];
  /** From asking to the first token, in milliseconds. */
  firstTokenMs: number;
  bytes: number;
}

export type Reader = (url: string, model: string) => Promise<Reading>;

const tokenPattern = /([0-9a-z]{6})ab /g;

/** Reads a body and measures every token in it; tokens cut by a chunk are found once they are whole. */
async function measure(response: Response, askedAt: number): Promise<Reading> {
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const reading: Reading = { tokens: 0, delays: [], firstTokenMs: Number.NaN, bytes: 0 };
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body) {
    reading.bytes += chunk.length;
    const text = rest + decoder.decode(chunk, { stream: true });
    const now = Date.now() % 100_000_000;
    let last = 0;
    for (const match of text.matchAll(tokenPattern)) {
      if (reading.tokens === 0) reading.firstTokenMs = performance.now() - askedAt;
      reading.tokens += 1;
      reading.delays.push(now - Number.parseInt(String(match[1]), 36));
      last = match.index + match[0].length;
    }
    rest = text.slice(Math.max(last, text.length - 16));
  }
  return reading;
}

const json = { "content-type": "application/json" };

export const readPipe: Reader = async (url, model) => {
  const askedAt = performance.now();
  return measure(await fetch(url, { method: "POST", headers: json, body: JSON.stringify({ model, stream: true }) }), askedAt);
};

export const readBare: Reader = async (url, model) => {
  const askedAt = performance.now();
  return measure(
    await fetch(`${url}/api/chat`, { method: "POST", headers: json, body: JSON.stringify({ model, prompt: "go" }) }),
    askedAt,
  );
};

export async function askAloud(url: string, model: string): Promise<{ runId: string; conversationId: string }> {
  const body = JSON.stringify({ clientRequestId: crypto.randomUUID(), text: "go", modelId: `compatible/${model}` });
  const response = await fetch(`${url}/api/runs`, { method: "POST", headers: json, body });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as { runId: string; conversationId: string };
}

export async function readEvents(url: string, runId: string, askedAt = performance.now()): Promise<Reading> {
  return measure(await fetch(`${url}/api/runs/${runId}/events?after=0`), askedAt);
}

export const readAloud: Reader = async (url, model) => {
  const askedAt = performance.now();
  const { runId } = await askAloud(url, model);
  return readEvents(url, runId, askedAt);
};
