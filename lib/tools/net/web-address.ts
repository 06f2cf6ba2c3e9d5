/** Owns: which addresses of the web may be asked for at all, before any name is looked up. */
import { ToolFailure } from "#lib/tools/tool.ts";

/** Below this, ports other than the web's own belong to mail, name and login servers. */
const firstFreePort = 1024;

/**
 * The address in its one normal spelling: odd spellings of IP addresses, escapes and other alphabets in the host are gone, and
 * so is the fragment. Throws ToolFailure for anything but http and https, for a name or password in it, and for ports below
 * 1024 that are not the web's.
 */
export function readWebAddress(text: string, base?: string): URL {
  if (!URL.canParse(text, base))
    throw new ToolFailure(`“${clip(text)}” is not an address of the web. Example: https://example.com/page`);
  const url = new URL(text, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new ToolFailure(`Only http and https addresses can be read, not ${clip(url.protocol)}`);
  }
  if (url.username || url.password) throw new ToolFailure("Addresses with a name or a password in them are not asked for.");
  if (url.port && url.port !== "80" && url.port !== "443" && Number(url.port) < firstFreePort) {
    throw new ToolFailure(`Port ${url.port} is not one that web pages are served from.`);
  }
  url.hash = "";
  return url;
}

function clip(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
