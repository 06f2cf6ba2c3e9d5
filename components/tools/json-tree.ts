/** Owns: what a JSON value looks like folded, and which of its parts are open at first. Pure. */

export interface JsonChild {
  key: string;
  value: unknown;
}

export function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** At most `most` of them, from the first. */
export function childrenOf(value: object, most: number): JsonChild[] {
  if (Array.isArray(value)) return value.slice(0, most).map((child, index) => ({ key: String(index), value: child }));
  const children: JsonChild[] = [];
  for (const key of Object.keys(value)) {
    if (children.length === most) break;
    children.push({ key, value: (value as Record<string, unknown>)[key] });
  }
  return children;
}

export function countOf(value: object): number {
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

/** `[120 entries]`, `{3 keys}`. */
export function foldedWords(value: object): string {
  const count = countOf(value);
  const number = count.toLocaleString("en-US");
  if (Array.isArray(value)) return `[${number} ${count === 1 ? "entry" : "entries"}]`;
  return `{${number} ${count === 1 ? "key" : "keys"}}`;
}

/** A value that is not a branch; a long string is cut. */
export function leafText(value: unknown, mostLetters: number): { text: string; leftOut: number } {
  if (typeof value === "object" && value !== null) return { text: Array.isArray(value) ? "[]" : "{}", leftOut: 0 };
  if (typeof value !== "string") return { text: String(value), leftOut: 0 };
  const kept = value.length > mostLetters ? value.slice(0, mostLetters).replace(/[\ud800-\udbff]$/, "") : value;
  return { text: JSON.stringify(kept), leftOut: value.length - kept.length };
}

/** Paths that are open at first: from the top, level by level, as long as all that they show is not more than `rows`. */
export function openAtFirst(value: unknown, rows: number): ReadonlySet<string> {
  const open = new Set<string>();
  let shown = 1;
  let level: { path: string; value: unknown }[] = [{ path: "", value }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { path, value: branch } of level) {
      if (!isBranch(branch)) continue;
      const count = countOf(branch);
      if (path !== "" && shown + count > rows) continue;
      open.add(path);
      shown += Math.min(count, rows);
      if (shown >= rows) continue;
      next.push(...childrenOf(branch, rows).map((child) => ({ path: `${path}/${child.key}`, value: child.value })));
    }
    level = next;
  }
  return open;
}
