/**
 * One instance per process. The server file is loaded by Node while routes are bundled, so a module may exist
 * twice in one process; what must be single (the database, the run engine) is made and found through here.
 */
export function remember<T>(name: string, make: () => T): T {
  const key = Symbol.for(`aloud.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  store[key] ??= make();
  return store[key];
}
