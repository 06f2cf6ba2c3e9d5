/** Owns: ids of calls, unique within a run. A provider's own id is kept unless it was there before or cannot serve as one. */
export type ClaimCallId = (given: string) => string;

/** `taken`: the ids of calls that the run has already. */
export function makeCallIds(taken: Iterable<string> = []): ClaimCallId {
  const used = new Set(taken);
  let made = 0;
  return (given) => {
    let id = given;
    while (!/^[\x21-\x7e]{1,200}$/.test(id) || used.has(id)) {
      made += 1;
      id = `call_${made}`;
    }
    used.add(id);
    return id;
  };
}
