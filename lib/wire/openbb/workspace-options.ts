/** Owns: the options a person set for this agent in Workspace: an object, or the older list of `key` and `key=value`. */
export type WorkspaceOptions = ReadonlyMap<string, string | boolean>;

export function readWorkspaceOptions(given: unknown): WorkspaceOptions {
  if (Array.isArray(given)) {
    return new Map(given.filter((option) => typeof option === "string").map(entryOf));
  }
  if (typeof given !== "object" || given === null) return new Map();
  const entries = Object.entries(given).filter(([, value]) => typeof value === "string" || typeof value === "boolean");
  return new Map(entries as [string, string | boolean][]);
}

function entryOf(option: string): [string, string | boolean] {
  const at = option.indexOf("=");
  return at === -1 ? [option.trim(), true] : [option.slice(0, at).trim(), option.slice(at + 1).trim()];
}

/** Its text; null: not set, or nothing was chosen. */
export function optionText(options: WorkspaceOptions, name: string): string | null {
  const value = options.get(name);
  return typeof value === "string" && value !== "" && value !== "default" ? value : null;
}
