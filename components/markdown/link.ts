/** Owns: which addresses in a model's text may be followed, and whether their words hide where they lead. Pure. */

export interface SafeLink {
  href: string;
  /** What to show after the words because they look like another place; null when they do not. */
  shownHost: string | null;
}

const schemes = new Set(["http:", "https:", "mailto:"]);

/** Null for an address that must stay words: another scheme, a relative path, or nonsense. */
export function safeLink(href: string, words: string): SafeLink | null {
  const url = parse(href);
  if (!url || !schemes.has(url.protocol)) return null;
  const place = url.protocol === "mailto:" ? decodeMail(url) : url.host;
  if (place === "") return null;
  const hasCredentials = url.username !== "" || url.password !== "";
  return { href: url.href, shownHost: hasCredentials || looksElsewhere(words, place, url) ? place : null };
}

/** Tabs, line breaks and control characters are what a browser would skip; an address with them is refused. */
function parse(href: string): URL | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (href.length > 4_000 || /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2066-\u2069]/.test(href.trim())) return null;
  return URL.canParse(href) ? new URL(href) : null;
}

function decodeMail(url: URL): string {
  return url.pathname.split("?")[0] ?? "";
}

const namePattern = /(?:[\p{L}\p{N}-]+\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+)/giu;

/** Whether the words name a host or address, and not the one that is meant. */
function looksElsewhere(words: string, place: string, url: URL): boolean {
  const named = words.match(namePattern) ?? [];
  if (named.length === 0) return false;
  const meant = bare(url.protocol === "mailto:" ? (place.split("@")[1] ?? place) : url.hostname);
  const first = bare(named[0] ?? "");
  return first !== meant && !meant.endsWith(`.${first}`);
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, "");
}
