/** Owns: what a server's tool is called here. Pure. */
import { digestOf } from "../digest.ts";

const mostNameLength = 64;
const markLength = 8;

/**
 * `server__tool`, of letters, digits, `_` and `-`, at most 64. A name that had to be changed for that carries a mark made from
 * the whole of it, so that what a tool is called does not depend on which others there are.
 */
export function toolNameOf(serverId: string, name: string): string {
  const prefix = prefixOf(serverId);
  const clean = name.replace(/[^A-Za-z0-9_-]/g, "_");
  if (clean === name && name !== "" && prefix.length + name.length <= mostNameLength) return prefix + name;
  const mark = `_${digestOf(name).slice(0, markLength)}`;
  return prefix + clean.slice(0, mostNameLength - prefix.length - mark.length) + mark;
}

/** How the names of all its tools begin. No id holds a `_`. */
export function prefixOf(serverId: string): string {
  return `${serverId}__`;
}
