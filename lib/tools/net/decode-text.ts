/** Owns: bytes of the web as text, whatever their server says they are. */

/** Where a page names its own encoding: HTML wants it in the first 1024 bytes, pages are less strict. */
const mostHeadBytes = 4096;

/**
 * The byte order mark decides; then, when the bytes are more than ASCII and valid UTF-8, they are that whatever is claimed,
 * since text in other encodings is practically never valid UTF-8 by accident; then the header; then the page itself; then
 * windows-1252, as browsers have it. Bytes that mean nothing become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, headerCharset: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const utf8 = bytes.some((byte) => byte >= 0x80) ? validUtf8(bytes) : null;
  if (utf8 !== null) return utf8;
  const claimed = [headerCharset, charsetInPage(bytes)].filter((label) => label !== null);
  // Whoever claims UTF-8 here is wrong, or nearly right: it is the last of the claims to be believed.
  const label = claimed.find((each) => decoderOf(each) && !/^utf-?8$/i.test(each)) ?? claimed.find(decoderOf) ?? "windows-1252";
  return (decoderOf(label) ?? new TextDecoder()).decode(bytes);
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return null;
}

/** Null when it is not. A character cut at the very end is let go, unless it is all there is to tell by. */
function validUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return /\P{ASCII}/u.test(text) ? text : null;
  } catch {
    // Not UTF-8 is an answer here.
    return null;
  }
}

function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    // A name nobody knows is as good as none.
    return null;
  }
}

function charsetInPage(bytes: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, mostHeadBytes));
  const inMeta = /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})/i.exec(head);
  const inXml = /^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})/i.exec(head);
  return inMeta?.[1] ?? inXml?.[1] ?? null;
}
