/** Owns: JSON as people set it: what is short stays on its line. Pure. */

/** A line holds this many letters; more than that is broken up. */
const longestLine = 44;

/** A JSON value over several lines. Not for values that hold themselves. */
export function tidyJson(value: unknown, indent = ""): string {
  const flat = JSON.stringify(value);
  if (flat === undefined) return String(value);
  if (typeof value !== "object" || value === null) return flat;
  const spaced = flat.length <= longestLine && indent !== "" ? spacedJson(value) : null;
  if (spaced !== null && spaced.length + indent.length <= longestLine) return spaced;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((child) => tidyJson(child, inner))
    : Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${tidyJson(child, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return lines.length === 0 ? `${open}${close}` : `${open}\n${inner}${lines.join(`,\n${inner}`)}\n${indent}${close}`;
}

function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${spacedJson(child)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
