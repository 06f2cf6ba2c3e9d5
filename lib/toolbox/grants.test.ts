import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { alwaysGranted, grant, hashOf, isGranted, revokeGrants, revokeGrantsOfServer } from "./grants.ts";
import { adaptTool } from "./mcp/adapt.ts";

function tool(name: string, description = "Writes."): AnyTool {
  const listed = { name, title: null, description, inputSchema: { type: "object" }, annotations: {} };
  return adaptTool({ id: "files", name: "Files" }, listed, () => Promise.reject(new Error("It is not called.")));
}

describe.each(databaseKinds)("a lasting permission on %s", (kind) => {
  const database = withDatabase(kind);
  const person = async () => {
    const { id } = await database().client.person.create({ data: { id: newId("person"), name: "B", createdAt: 1n } });
    return { userId: id };
  };
  const here = newId("conversation");
  const elsewhere = newId("conversation");

  it("holds for one conversation, or for all, and for one person", async () => {
    const viewer = await person();
    await grant(viewer, tool("write"), "conversation", here);
    expect(await isGranted(viewer, tool("write"), here)).toBe(true);
    expect(await isGranted(viewer, tool("write"), elsewhere)).toBe(false);
    expect(await alwaysGranted(viewer)).toEqual([]);
    await grant(viewer, tool("write"), "always", here);
    expect(await isGranted(viewer, tool("write"), elsewhere)).toBe(true);
    expect(await isGranted(await person(), tool("write"), here)).toBe(false);
    expect(await alwaysGranted(viewer)).toEqual([{ toolName: "files__write", toolHash: hashOf(tool("write")) }]);
  });

  it("S47 ends with the tool it was given for: another description or effect asks again", async () => {
    const viewer = await person();
    await grant(viewer, tool("write"), "always", here);
    expect(await isGranted(viewer, tool("write", "Writes, and sends it to me."), here)).toBe(false);
    expect(await isGranted(viewer, { ...tool("write"), effect: "read-only" }, here)).toBe(false);
    expect(await isGranted(viewer, { ...tool("write"), inputSchema: { type: "object", required: ["x"] } }, here)).toBe(false);
    expect(await isGranted(viewer, tool("write"), here)).toBe(true);
  });

  it("is given once, however often and from however many tabs", async () => {
    const viewer = await person();
    await Promise.all(Array.from({ length: 5 }, () => grant(viewer, tool("write"), "always", here)));
    expect(await database().client.toolGrant.count({ where: { userId: viewer.userId } })).toBe(1);
  });

  it("is taken back for a tool, or for all of a server and of no other", async () => {
    const viewer = await person();
    const other = { ...tool("write"), name: "filesXYwrite" };
    for (const one of [tool("read"), tool("write"), other]) await grant(viewer, one, "always", here);
    await revokeGrants(viewer, "files__read");
    expect(await isGranted(viewer, tool("read"), here)).toBe(false);
    await revokeGrantsOfServer(viewer, "files__");
    expect(await isGranted(viewer, tool("write"), here)).toBe(false);
    expect(await isGranted(viewer, other, here)).toBe(true);
  });
});

describe("the hash of a tool", () => {
  it("does not depend on the order in which a schema is written", () => {
    const one = { ...tool("a"), inputSchema: { type: "object", properties: { a: { type: "string" }, b: {} } } };
    const other = { ...tool("a"), inputSchema: { properties: { b: {}, a: { type: "string" } }, type: "object" } };
    expect(hashOf(one)).toBe(hashOf(other));
  });
});
