/** Owns: the tool servers of the configuration file. Its sentences name places in it, and none of what stands there. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { createSchema } from "#lib/connections/input.ts";
import { type Env, env } from "#lib/core/env.ts";
import { freeId, idFrom, type ServerConfig } from "./server-config.ts";
import { urlField } from "./server-input.ts";

export interface FileServers {
  /** `-file` is added to ids that the settings have already. */
  servers: ServerConfig[];
  /** What is wrong with the file or with entries of it. The others work. */
  problems: { name: string; message: string }[];
  /** Differs when the file has changed; null: there is none. */
  stamp: string | null;
}

export const configFileName = "mcp.json";
const mostBytes = 1_000_000;
const mostServers = 50;
const none: FileServers = { servers: [], problems: [], stamp: null };

const text = z.string().max(20_000);
const stdioEntry = z.object({
  type: z.literal("stdio").optional(),
  command: z.string().min(1).max(2_000),
  args: z.array(text).max(200).default([]),
  env: z.record(z.string().min(1), text).default({}),
  cwd: z.string().min(1).max(2_000).nullable().default(null),
});
const httpEntry = z.object({
  type: z.enum(["http", "streamable-http", "streamableHttp", "streamable_http"]).optional(),
  url: urlField,
  headers: createSchema.shape.headers.unwrap().default({}),
});
const document = z.object({ mcpServers: z.record(z.string(), z.looseObject({})) });

/** What changed the file; null: there is none. Never throws. */
export async function stampOfFile(place: Pick<Env, "dataDir"> = env()): Promise<string | null> {
  try {
    const { mtimeMs, size, ino } = await stat(pathIn(place));
    return `${mtimeMs}/${size}/${ino}`;
  } catch {
    // It need not be there; what cannot be seen is said when it is read.
    return null;
  }
}

/** `isTaken`: an id of the settings. Never throws. */
export async function readConfigFile(
  isTaken: (id: string) => boolean,
  place: Pick<Env, "dataDir"> = env(),
): Promise<FileServers> {
  const stamp = await stampOfFile(place);
  if (stamp === null) return none;
  try {
    const file = await readFile(pathIn(place));
    if (file.byteLength > mostBytes) return faulty(stamp, `${configFileName} is larger than a megabyte.`);
    return { ...readDocument(file.toString("utf8").replace(/^\uFEFF/, ""), isTaken), stamp };
  } catch {
    // A directory, another person's file, a disk that fails.
    return faulty(stamp, `${configFileName} in the data directory cannot be read.`);
  }
}

/** Found at run time alone: the bundler is not to follow it. */
function pathIn({ dataDir }: Pick<Env, "dataDir">): string {
  return join(/* turbopackIgnore: true */ dataDir, configFileName);
}

function faulty(stamp: string, message: string): FileServers {
  return { servers: [], problems: [{ name: configFileName, message }], stamp };
}

function readDocument(json: string, isTaken: (id: string) => boolean): Omit<FileServers, "stamp"> {
  const problems: FileServers["problems"] = [];
  const complain = (name: string, message: string) => problems.push({ name, message });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    complain(configFileName, `${configFileName} is not JSON${placeIn(json, error)}.`);
    return { servers: [], problems };
  }
  const parsed = document.safeParse(value);
  if (!parsed.success) {
    complain(configFileName, `${configFileName} holds no object "mcpServers" of servers by name.`);
    return { servers: [], problems };
  }
  const servers: ServerConfig[] = [];
  for (const [name, entry] of Object.entries(parsed.data.mcpServers)) {
    if (entry.disabled === true) continue;
    if (servers.length === mostServers) {
      complain(configFileName, `${configFileName} names more than ${mostServers} servers; the rest are left out.`);
      break;
    }
    const reach = reachOf(entry);
    if (typeof reach === "string") {
      complain(shorten(name), `The server ${JSON.stringify(shorten(name))} in ${configFileName} is left out: ${reach}.`);
      continue;
    }
    const wish = idFrom(name);
    const id = freeId(isTaken(wish) ? `${wish}-file` : wish, (one) => isTaken(one) || servers.some((each) => each.id === one));
    servers.push({ id, name: shorten(name) || id, from: "file", reach });
  }
  return { servers, problems };
}

/** A sentence when it is none. */
function reachOf(entry: Record<string, unknown>): ServerConfig["reach"] | string {
  if ("command" in entry === "url" in entry) return 'it needs either a "command" or a "url"';
  if (entry.type === "sse") return "only streamable HTTP and stdio are spoken, not the older server-sent events";
  const { command } = entry;
  const parsed = command === undefined ? httpEntry.safeParse(entry) : stdioEntry.safeParse(entry);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `its ${JSON.stringify(issue?.path.slice(0, 1).join(".") || "entry")} is not valid`;
  }
  const { data } = parsed;
  if ("url" in data) return { kind: "http", url: data.url, headers: data.headers };
  return { kind: "stdio", command: data.command, args: data.args, env: data.env, directory: data.cwd };
}

/** The parser's own words quote what stands there, which may be a key. */
function placeIn(json: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (position === undefined) return "";
  const before = json.slice(0, Number(position)).split("\n");
  return `: see line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function shorten(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cs}\p{Cf}]/gu, "")
    .trim()
    .slice(0, 80);
}
