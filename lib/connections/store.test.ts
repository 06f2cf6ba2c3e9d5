import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { listModelsOf, readCatalogOf, resolveModelOf } from "./models-of-viewer.ts";
import { connectionsOf, forgetConnectionsOf } from "./of-viewer.ts";
import { createConnection, deleteConnection, findConnection, listConnections, updateConnection } from "./store.ts";

/** Nobody listens there. */
const nowhere = "http://127.0.0.1:9/v1";
const canary = "sk-canary-0815-4711";

describe.each(databaseKinds)("connections on %s", (kind) => {
  const database = withDatabase(kind);
  const viewer = () => ({ userId: database().localOwnerId });
  const idsOf = async (who: Viewer = viewer()) => (await listConnections(who)).map(({ id }) => id);
  const another = async () => {
    const person = await database().client.person.create({ data: { id: newId("person"), name: "B", createdAt: 1n } });
    return { userId: person.id };
  };
  const empty = async () => {
    for (const { id, from } of await listConnections(viewer())) if (from === "settings") await deleteConnection(viewer(), id);
  };

  it("are told with nothing of a key but its end, and kept with nothing of it at all", async () => {
    const made = await createConnection(viewer(), { kind: "groq", apiKey: canary, headers: { "X-Token": canary } });
    expect(made).toEqual({
      id: "groq",
      kind: "groq",
      name: "Groq",
      baseUrl: "https://api.groq.com/openai/v1",
      hasKey: true,
      keyTail: "4711",
      headerNames: ["X-Token"],
      isEnabled: true,
      isLocked: false,
      from: "settings",
      lastTest: null,
      createdAt: expect.any(Number),
    });
    expect(JSON.stringify(await listConnections(viewer()))).not.toContain("canary");
    const row = await database().client.connection.findUniqueOrThrow({ where: { id: "groq" } });
    expect(Object.values(row).join(" ")).not.toContain("canary");
    expect((await findConnection(viewer(), "groq")).config).toMatchObject({ apiKey: canary, headers: { "X-Token": canary } });
    await empty();
  });

  it("are named after their kind, and the name of one that was removed is free again for the same kind", async () => {
    const make = () => createConnection(viewer(), { kind: "mistral", apiKey: canary });
    expect([(await make()).id, (await make()).id, (await make()).id]).toEqual(["mistral", "mistral-2", "mistral-3"]);
    expect((await listConnections(viewer())).map(({ name }) => name)).toContain("Mistral 2");
    await deleteConnection(viewer(), "mistral-2");
    expect((await make()).id).toBe("mistral-2");
    const made = await Promise.all([make(), make(), make()]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(3);
    await empty();
    expect(await idsOf()).toEqual(["builtin"]);
  });

  it("need what their kind needs", async () => {
    const wrong = (field: string) => expect.objectContaining({ code: "bad-request", field });
    await expect(createConnection(viewer(), { kind: "openai" })).rejects.toThrow(wrong("apiKey"));
    await expect(createConnection(viewer(), { kind: "compatible" })).rejects.toThrow(wrong("baseUrl"));
    const twice = { kind: "compatible", baseUrl: nowhere, apiKey: canary, headers: { Authorization: "Basic x" } } as const;
    await expect(createConnection(viewer(), twice)).rejects.toThrow(wrong("headers"));
    const { id } = await createConnection(viewer(), { kind: "mistral", apiKey: canary });
    await expect(updateConnection(viewer(), id, { apiKey: null })).rejects.toThrow(wrong("apiKey"));
    await empty();
  });

  it("change in what was named and in nothing else", async () => {
    const { id, createdAt } = await createConnection(viewer(), { kind: "compatible", baseUrl: nowhere, apiKey: canary });
    expect(await updateConnection(viewer(), id, { name: "Mine", isEnabled: false })).toMatchObject({
      name: "Mine",
      isEnabled: false,
      keyTail: "4711",
      baseUrl: nowhere,
      createdAt,
    });
    expect(await updateConnection(viewer(), id, { apiKey: null, headers: { "X-A": "1" } })).toMatchObject({
      hasKey: false,
      keyTail: null,
      headerNames: ["X-A"],
    });
    expect(await updateConnection(viewer(), id, { apiKey: "short" })).toMatchObject({ hasKey: true, keyTail: null });
    await empty();
  });

  it("send a key to no other address than it was entered for", async () => {
    const headers = { "X-A": "1" };
    const { id } = await createConnection(viewer(), { kind: "compatible", baseUrl: nowhere, apiKey: canary, headers });
    const baseUrl = "http://evil.example/v1";
    const wrong = (field: string) => expect.objectContaining({ code: "bad-request", field });
    await expect(updateConnection(viewer(), id, { baseUrl })).rejects.toThrow(wrong("apiKey"));
    await expect(updateConnection(viewer(), id, { baseUrl, apiKey: null })).rejects.toThrow(wrong("headers"));
    expect(await updateConnection(viewer(), id, { baseUrl: "http://127.0.0.1:9/other" })).toMatchObject({ keyTail: "4711" });
    const moved = await updateConnection(viewer(), id, { baseUrl, apiKey: "another-key-9999", headers: {} });
    expect(moved).toMatchObject({ baseUrl, keyTail: "9999", headerNames: [] });
    await empty();
  });

  it("S03 are each person's own: nobody else sees, uses, changes or removes them", async () => {
    const { id } = await createConnection(viewer(), { kind: "compatible", baseUrl: nowhere });
    const b = await another();
    const gone = expect.objectContaining({ code: "not-found" });
    expect(await idsOf(b)).toEqual(["builtin"]);
    await expect(updateConnection(b, id, { name: "Theirs" })).rejects.toThrow(gone);
    await expect(deleteConnection(b, id)).rejects.toThrow(gone);
    await expect(resolveModelOf(b, `${id}/any`)).rejects.toThrow(expect.objectContaining({ code: "model-unknown" }));
    expect((await createConnection(b, { kind: "compatible", baseUrl: nowhere })).id).toBe("compatible-2");
    expect(await idsOf()).toEqual([id, "builtin"]);
    await empty();
  });

  it("that are built in cannot be changed here, and that is said", async () => {
    await expect(deleteConnection(viewer(), "builtin")).rejects.toThrow(expect.objectContaining({ code: "conflict" }));
    await expect(updateConnection(viewer(), "builtin", { name: "x" })).rejects.toThrow(/part of the application/);
  });

  it("whose key cannot be opened say so and break nothing, until it is entered again", async () => {
    const { id } = await createConnection(viewer(), { kind: "mistral", apiKey: canary });
    const { sealedKey } = await database().client.connection.findUniqueOrThrow({ where: { id } });
    const ofAnother = String(sealedKey).replace(/^1\.[0-9a-f]+/, "1.000000000000");
    await database().client.connection.update({ where: { id }, data: { sealedKey: ofAnother } });
    forgetConnectionsOf(viewer());
    expect((await listConnections(viewer()))[0]).toMatchObject({ id, isLocked: true, hasKey: true, keyTail: "4711" });
    const { models, problems } = await readCatalogOf(viewer());
    expect(models.map((model) => model.connection.id)).toEqual(["builtin"]);
    expect(problems).toEqual([
      {
        connectionId: id,
        name: "Mistral",
        message: expect.stringContaining("secret"),
        suggestion: expect.stringContaining("again"),
      },
    ]);
    await expect(resolveModelOf(viewer(), `${id}/any`)).rejects.toThrow(/cannot be opened/);
    expect(await updateConnection(viewer(), id, { name: "Renamed" })).toMatchObject({ isLocked: true });
    expect(await updateConnection(viewer(), id, { apiKey: canary })).toMatchObject({ isLocked: false, name: "Renamed" });
    expect((await resolveModelOf(viewer(), `${id}/any`)).info.id).toBe(`${id}/any`);
    await empty();
  });

  it("that are turned off offer no models, and say why one of theirs cannot be used", async () => {
    const { id } = await createConnection(viewer(), { kind: "compatible", baseUrl: nowhere, name: "Mine" });
    await updateConnection(viewer(), id, { isEnabled: false });
    expect((await listModelsOf(viewer())).map((model) => model.connection.id)).toEqual(["builtin"]);
    await expect(resolveModelOf(viewer(), `${id}/any`)).rejects.toThrow("The connection Mine is turned off.");
    await empty();
  });

  it("are read once and again after each change", async () => {
    const first = await connectionsOf(viewer());
    expect(await connectionsOf(viewer())).toBe(first);
    await createConnection(viewer(), { kind: "compatible", baseUrl: nowhere });
    expect(await connectionsOf(viewer())).not.toBe(first);
    await empty();
  });
});
