/** Owns: AG-UI's own client, fed with the bytes of an answer or with a running server, and what it holds afterwards. */
import { type BaseEvent, HttpAgent, type Message, verifyEvents } from "@ag-ui/client";

const input = { threadId: "t", runId: "r", messages: [], tools: [], context: [] };

/** An agent whose server answers these bytes, in pieces of at most `pieceLength` of them. */
function agentFor(bytes: string, pieceLength = 1000): HttpAgent {
  const whole = new TextEncoder().encode(bytes);
  const pieces = Array.from({ length: Math.ceil(whole.length / pieceLength) }, (_, at) =>
    whole.slice(at * pieceLength, (at + 1) * pieceLength),
  );
  const body = () =>
    new ReadableStream<Uint8Array>({
      start(sink) {
        for (const piece of pieces) sink.enqueue(piece);
        sink.close();
      },
    });
  const fetch = async () => new Response(body(), { headers: { "content-type": "text/event-stream" } });
  return new HttpAgent({ url: "http://127.0.0.1/", threadId: "t", fetch });
}

/** The events as the client's verifier lets them pass; rejects with its error. */
export function verified(bytes: string, pieceLength?: number): Promise<BaseEvent[]> {
  return new Promise((resolve, reject) => {
    const events: BaseEvent[] = [];
    agentFor(bytes, pieceLength)
      .run(input)
      .pipe(verifyEvents())
      .subscribe({ next: (event) => events.push(event), error: reject, complete: () => resolve(events) });
  });
}

/** The messages that the client has after the whole way: parsed, checked against the schema, verified, applied. Rejects where it fails. */
export async function heldAfter(bytes: string): Promise<{ messages: Message[]; failure: string | null }> {
  const agent = agentFor(bytes);
  let failure: string | null = null;
  await agent.runAgent(
    {},
    {
      onRunErrorEvent: ({ event }) => {
        failure = event.message;
      },
    },
  );
  return { messages: agent.messages, failure };
}

export function textsOf(messages: readonly Message[], role: "assistant" | "reasoning"): string[] {
  return messages.flatMap((message) => (message.role === role && typeof message.content === "string" ? [message.content] : []));
}
