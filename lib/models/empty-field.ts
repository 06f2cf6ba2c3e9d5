/**
 * Owns: letting a filled `reasoning` be seen where a server puts an empty `reasoning_content` beside it: the SDK takes
 * the first that is not null. The empty field is renamed in place, in bytes and without parsing: inside a JSON string
 * a quote is escaped, so the pattern can only be a key and its value.
 */
const key = Buffer.from('"reasoning_content"');
const otherName = Buffer.from('"reasoning_omitted"');
const mostHeld = 64;

export interface EmptyFieldHider {
  /** May change `chunk` and may keep its last bytes until it knows what follows. */
  push(chunk: Uint8Array): Uint8Array;
  /** The bytes kept. */
  end(): Uint8Array;
}

export function makeEmptyFieldHider(): EmptyFieldHider {
  let held: Buffer = Buffer.alloc(0);
  const keepFrom = (bytes: Buffer, at: number) => {
    held = bytes.length - at > mostHeld ? Buffer.alloc(0) : bytes.subarray(at);
    return bytes.subarray(0, bytes.length - held.length);
  };
  return {
    push(chunk) {
      const bytes =
        held.length > 0 ? Buffer.concat([held, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + key.length)) {
        const value = valueAfter(bytes, at + key.length);
        if (value === "unknown") return keepFrom(bytes, at);
        if (value === "empty") otherName.copy(bytes, at);
      }
      const quote = bytes.lastIndexOf(0x22);
      const tail = quote === -1 ? null : bytes.subarray(quote);
      const mayGoOn = tail !== null && tail.length < key.length && key.subarray(0, tail.length).equals(tail);
      return keepFrom(bytes, mayGoOn ? quote : bytes.length);
    },
    end: () => held,
  };
}

/** What follows a key: `: ""` with any blanks, something else, or not enough to tell. */
function valueAfter(bytes: Buffer, from: number): "empty" | "other" | "unknown" {
  let rest = ':""';
  for (let at = from; at < bytes.length; at += 1) {
    const char = String.fromCharCode(bytes[at] ?? 0);
    if (char === rest[0]) rest = rest.slice(1);
    else if (char !== " " || rest === '"') return "other";
    if (rest === "") return "empty";
  }
  return "unknown";
}
