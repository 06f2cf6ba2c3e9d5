import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { storeImages } from "#lib/runs/store-imported.ts";
import { readNodes } from "#lib/runs/tree.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { storeRun } from "#lib/testing/stored-run.ts";
import { GET } from "./[turnId]/images/[index]/route.ts";

const database = withDatabase("sqlite");

/** The smallest picture there is, and another. */
const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString("base64");

async function askWithPictures(): Promise<{ turnId: string; conversationId: string }> {
  const { client } = database();
  const run = await client.run.findUniqueOrThrow({ where: { id: await storeRun(database()) } });
  const images = [
    { mediaType: "image/gif", data: gif },
    { mediaType: "image/png", data: pngStart },
  ];
  await client.$transaction((transaction) => storeImages(transaction, run.turnId, images));
  return run;
}

const read = (turnId: string, index: string) => callRoute(GET, "/", { params: { turnId, index } });

describe("the pictures of a question", () => {
  it("come as they were sent, as what they are, never guessed at, and are kept by the browser", async () => {
    const { turnId } = await askWithPictures();
    const response = await read(turnId, "0");
    expect(Buffer.from(await response.arrayBuffer()).toString("base64")).toBe(gif);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/gif",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": "sandbox; default-src 'none'",
    });
    expect((await read(turnId, "1")).headers.get("content-type")).toBe("image/png");
  });

  it("are counted in the tree, and not named where there are none", async () => {
    const { conversationId } = await askWithPictures();
    expect((await readNodes(conversationId)).turns).toMatchObject([{ imageCount: 2 }]);
    const { client } = database();
    const plain = await client.run.findUniqueOrThrow({ where: { id: await storeRun(database()) } });
    expect((await readNodes(plain.conversationId)).turns[0]).not.toHaveProperty("imageCount");
  });

  it("are nobody else's, and gone with their conversation", async () => {
    const { turnId, conversationId } = await askWithPictures();
    const { client } = database();
    const other = { id: newId("person"), name: "Other", createdAt: 1n };
    await client.person.create({ data: other });
    await client.conversation.update({ where: { id: conversationId }, data: { userId: other.id } });
    expect(await readError(await read(turnId, "0"))).toMatchObject({ status: 404 });
    await client.conversation.update({ where: { id: conversationId }, data: { userId: database().localOwnerId } });
    expect((await read(turnId, "0")).status).toBe(200);
    await client.conversation.update({ where: { id: conversationId }, data: { deletedAt: 1n } });
    expect(await readError(await read(turnId, "0"))).toMatchObject({ status: 404 });
  });

  it("are not found by other names", async () => {
    const { turnId } = await askWithPictures();
    for (const [turn, index] of [
      [turnId, "2"],
      [turnId, "-1"],
      [turnId, "0x0"],
      [turnId, "99999999999999999999"],
      ["trn_1", "0"],
      [newId("turn"), "0"],
    ] as const) {
      expect(await readError(await read(turn, index))).toMatchObject({ status: 404 });
    }
  });

  it("are not drawn when they are something else", async () => {
    const { turnId } = await askWithPictures();
    await database().client.turnImage.updateMany({ where: { turnId }, data: { mediaType: "image/svg+xml" } });
    expect(await readError(await read(turnId, "0"))).toMatchObject({ status: 404 });
  });
});
