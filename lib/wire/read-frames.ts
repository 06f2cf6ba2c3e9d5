/** Owns: reading back what `sse.ts` writes: line feeds, one line to a field, a blank line after each frame. Nothing else is understood. */

export interface FrameReader {
  /** The next piece of the stream, cut anywhere. */
  feed(text: string): void;
}

/**
 * `onFrame` gets each frame's name and its data, parsed as JSON unless `parse` says otherwise; what `parse` throws is thrown. Comments and
 * frames without data are passed over.
 */
export function createFrameReader<Data = unknown>(
  onFrame: (event: string, data: Data) => void,
  parse: (text: string) => Data = JSON.parse,
): FrameReader {
  let rest = "";
  return {
    feed(text) {
      const all = rest + text;
      let at = 0;
      for (let end = all.indexOf("\n\n"); end !== -1; end = all.indexOf("\n\n", at)) {
        readFrame(all.slice(at, end), (event, text) => onFrame(event, parse(text)));
        at = end + 2;
      }
      rest = all.slice(at);
    },
  };
}

function readFrame(frame: string, onFrame: (event: string, text: string) => void): void {
  const dataAt = frame.startsWith("data: ") ? 0 : frame.indexOf("\ndata: ") + 1;
  if (dataAt === 0 && !frame.startsWith("data: ")) return;
  const event = /^event: (.*)$/m.exec(frame.slice(0, dataAt))?.[1] ?? "message";
  onFrame(event, frame.slice(dataAt + "data: ".length));
}
