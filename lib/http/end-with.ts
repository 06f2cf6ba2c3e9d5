/**
 * The same response, whose body breaks when the signal aborts, so that nobody takes what there was of it for all; what makes the body is
 * told that nobody reads it any more. A reader that is slow is waited for as before.
 */
export function endWith(response: Response, signal: AbortSignal): Response {
  const reader = response.body?.getReader();
  if (reader === undefined) return response;
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start: (sink) => {
        const end = () => {
          // What its maker still throws while it cleans up is of no interest to a reader who has been sent away.
          reader.cancel().catch(() => undefined);
          sink.error(new DOMException("It ended before it was complete.", "AbortError"));
        };
        signal.addEventListener("abort", end, { once: true });
        leave = () => signal.removeEventListener("abort", end);
      },
      pull: async (sink) => {
        const { done, value } = await reader.read().catch((error: unknown) => {
          leave();
          throw error;
        });
        if (signal.aborted) return;
        if (!done) return sink.enqueue(value);
        leave();
        sink.close();
      },
      cancel: (reason) => {
        leave();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
