import { describe, expect, it } from "vitest";
import { takeTicket } from "#lib/auth/tickets.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import * as tickets from "../tickets/route.ts";
import * as one from "./[keyId]/route.ts";
import * as all from "./route.ts";

const database = withDatabase("sqlite");

const post = (body: unknown) => callRoute(all.POST, "/api/keys", { method: "POST", body });
const list = async () => (await (await callRoute(all.GET, "/api/keys")).json()).keys;
const patch = (keyId: string, body: unknown) =>
  callRoute(one.PATCH, `/api/keys/${keyId}`, { method: "PATCH", body, params: { keyId } });
const remove = (keyId: string) => callRoute(one.DELETE, `/api/keys/${keyId}`, { method: "DELETE", params: { keyId } });

describe("the keys' address", () => {
  it("makes a key and tells it once, then lists, changes and deletes it without it", async () => {
    const made = await post({ name: "Editor", exposure: "summary", expiresAt: null });
    expect(made.status).toBe(201);
    const { key, ...summary } = await made.json();
    expect(key).toMatch(/^aloud_/);
    expect(await list()).toEqual([summary]);
    const changed = await patch(summary.id, { exposure: "full", spending: { amount: 1, days: 30 } });
    expect(await changed.json()).toEqual({ ...summary, exposure: "full", spending: { amount: 1, days: 30 } });
    expect((await remove(summary.id)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect(await readError(await remove(summary.id))).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, "name"],
    [{ name: "a", exposure: "everything" }, "exposure"],
    [{ name: "a", spending: { amount: -1, days: 1 } }, "spending.amount"],
    [{ name: "a", models: "all" }, "models"],
    [{ name: "a", userId: "per_1" }, "userId"],
    [{ name: "a", expiresAt: "2030-01-01" }, "expiresAt"],
  ])("S11 refuses %j and names the field", async (body, field) => {
    expect(await readError(await post(body))).toEqual({ status: 400, code: "bad-request", field });
    expect(await list()).toEqual([]);
  });

  it("knows no key by another name than its id", async () => {
    for (const keyId of ["key_1", "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", "key_01936f6e8c7a7b8e9f10a1b2c3d4e5f6"]) {
      expect(await readError(await patch(keyId, { name: "a" }))).toMatchObject({ status: 404, code: "not-found" });
    }
  });
});

describe("the tickets' address", () => {
  const ask = (headers: Record<string, string> = {}) => callRoute(tickets.POST, "/api/tickets", { method: "POST", headers });

  it("gives the page and a key a ticket of their own", async () => {
    const { id, key } = await (await post({ name: "Socket", exposure: "full" })).json();
    const answers = [await ask(), await ask({ authorization: `Bearer ${key}` })];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [own, keys] = await Promise.all(answers.map((answer) => answer.json()));
    expect(Object.keys(own)).toEqual(["ticket", "expiresAt"]);
    expect(takeTicket(own.ticket)).toEqual({ viewer: { userId: database().localOwnerId }, key: null });
    expect(takeTicket(keys.ticket)?.key).toMatchObject({ id, exposure: "full" });
    await remove(id);
  });

  it("gives none to a key that is wrong, and none to other sites", async () => {
    expect(await readError(await ask({ authorization: "Bearer x" }))).toMatchObject({ status: 401, code: "unauthorized" });
    expect(await readError(await ask({ origin: "https://pro.openbb.co" }))).toMatchObject({ status: 403, field: "origin" });
  });
});
