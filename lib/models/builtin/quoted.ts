/** Owns: foreign words within one's own: what a tool or a person said, as one short line that formats nothing. */

const mostCharacters = 200;

export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const characters = [...line];
  const short = characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}…` : line;
  return `“${plainly(short)}”`;
}

/** Signs that Markdown would read are escaped. */
export function plainly(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~$&]/g, String.raw`\$&`);
}
