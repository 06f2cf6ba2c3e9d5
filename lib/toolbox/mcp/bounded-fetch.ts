/** Owns: the requests to a tool server: its headers go to it and to nobody else, and no answer is larger than can be held. */
import type { FetchLike } from "@modelcontextprotocol/client";
import type { HttpReach } from "./server-config.ts";

const mostMessageBytes = 20_000_000;

/** `elsewhere`: for what is not the server itself, such as the place that gives it its authorization. */
export function boundedFetch({ url: serverUrl, headers }: HttpReach, elsewhere: FetchLike): FetchLike {
  const { origin } = new URL(serverUrl);
  return async (url, init) => {
    if (new URL(url).origin !== origin) return elsewhere(url, init);
    const sent = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) if (!sent.has(name)) sent.set(name, value);
    return bounded(await fetch(url, { ...init, headers: sent }));
  };
}

/** Fails while it is read, once one message is too large. A stream of events is a message from one blank line to the next. */
function bounded(response: Response): Response {
  if (response.body === null) return response;
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  let bytes = 0;
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > mostMessageBytes) controller.error(new Error(`More than ${mostMessageBytes} bytes in one message.`));
        else controller.enqueue(chunk);
        if (isStream && hasBlankLine(chunk)) bytes = 0;
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

const lineFeed = 10;
const carriageReturn = 13;

function hasBlankLine(chunk: Uint8Array): boolean {
  for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
    const next = chunk[at + 1] === carriageReturn ? chunk[at + 2] : chunk[at + 1];
    if (next === lineFeed) return true;
  }
  return false;
}
