/**
 * Owns: fields that go into a request beside those that the SDK's packages write, which leave settings out by the name of a model and
 * rewrite others.
 */

/** A field that is an object is joined with what the package wrote there; another one replaces it. */
export function sayAlso(send: typeof fetch, fields: object): typeof fetch {
  if (Object.keys(fields).length === 0) return send;
  return (url, init) => {
    if (typeof init?.body !== "string") throw new Error("The package sent no JSON.");
    const body: Record<string, unknown> = JSON.parse(init.body);
    for (const [name, value] of Object.entries(fields)) {
      body[name] = isRecord(body[name]) && isRecord(value) ? { ...body[name], ...value } : value;
    }
    return send(url, { ...init, body: JSON.stringify(body) });
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
