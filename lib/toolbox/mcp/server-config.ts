/** Owns: what has to be known of a tool server to reach it. */
import { digestOf } from "../digest.ts";

export interface ServerConfig {
  /** The first part of its tools' names: lower-case letters, digits and hyphens, at most 32. */
  id: string;
  /** For people. */
  name: string;
  from: "settings" | "file";
  reach: HttpReach | StdioReach;
}

/** Streamable HTTP. */
export interface HttpReach {
  kind: "http";
  url: string;
  /** Secret. */
  headers: Record<string, string>;
}

/** A process of this machine, spoken to over its standard input and output. */
export interface StdioReach {
  kind: "stdio";
  command: string;
  /** May hold secrets. */
  args: string[];
  /** Secret. */
  env: Record<string, string>;
  /** Where it is started; null: where this process was. */
  directory: string | null;
}

/** What a person agrees to is what this server says, not what another one at another place says under its name. */
export function placeOf({ reach }: ServerConfig): string {
  return digestOf(reach.kind === "http" ? [reach.url] : [reach.command, reach.args, reach.directory]);
}

/** Differs when the server has to be connected to anew. Never shown: it is made from secrets. */
export function fingerprintOf({ reach }: ServerConfig): string {
  return digestOf(reach);
}

export const mostIdLength = 32;

/** `name` as an id: `My Files!` is `my-files`. */
export function idFrom(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  const id = words.replace(/^[^a-z]+/, "").slice(0, mostIdLength);
  return id.replace(/-+$/, "") || "server";
}

/** The wish itself, or with the first number behind it that nobody has. */
export function freeId(wish: string, isTaken: (id: string) => boolean): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : `-${number}`;
    const id = `${wish.slice(0, mostIdLength - suffix.length).replace(/-+$/, "")}${suffix}`;
    if (!isTaken(id)) return id;
  }
}
