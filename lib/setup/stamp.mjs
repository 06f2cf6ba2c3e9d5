// Owns: remembering which inputs a set-up step has already been done for.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/** Stamps live in node_modules: they go when it goes. */
const folder = join(root, "node_modules/.aloud");

export function readStamp(name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

export function writeStamp(name, value) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), value);
}

/** A hash over names and contents of files and folders, `skip` leaving paths out. Missing ones count as absent. */
export function hashOf(paths, skip = () => false) {
  const hash = createHash("sha256");
  const add = (path) => {
    const full = join(root, path);
    if (skip(path) || !existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(`${path}/${name}`);
      return;
    }
    hash.update(path).update("\0").update(readFileSync(full)).update("\0");
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}
