import { describe, expect, it } from "vitest";
import type { DocumentRequest, SafeFetch } from "#lib/tools/net/safe-fetch.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { makeReadImage } from "./read-image.ts";

const { signal } = new AbortController();
const gif = Uint8Array.from(Buffer.from("R0lGODlhAQABAAAAACw=", "base64"));

/** A web on which every address holds these bytes. */
function web(bytes: Uint8Array, { mediaType = "image/gif", isCut = false } = {}) {
  const asked: DocumentRequest[] = [];
  const fetchDocument: SafeFetch = async (request) => {
    asked.push(request);
    const why = request.whyNot(mediaType);
    if (why !== null) throw new ToolFailure(why);
    return { url: request.url, mediaType, charset: null, bytes: bytes.subarray(0, request.mostBytes), isCut };
  };
  return { asked, fetchDocument };
}

describe("a picture on the web", () => {
  it("is fetched, and is of the kind that its bytes are", async () => {
    const { asked, fetchDocument } = web(gif, { mediaType: "image/png" });
    const read = makeReadImage({ signal, mayFetch: true, fetchDocument });
    expect(await read("https://pictures.example/a", "f")).toEqual({ mediaType: "image/gif", data: "R0lGODlhAQABAAAAACw=" });
    expect(asked).toMatchObject([{ url: "https://pictures.example/a", accept: "image/*" }]);
  });

  it("is not asked for with a key that may not use the tools, and the sentence says what to do instead", async () => {
    const { asked, fetchDocument } = web(gif);
    const read = makeReadImage({ signal, mayFetch: false, fetchDocument });
    await expect(read("https://pictures.example/a", "f")).rejects.toMatchObject({
      code: "bad-request",
      field: "f",
      suggestion: "Send the picture itself, as a data: URL in base64.",
    });
    expect(asked).toEqual([]);
    expect(await read("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "f")).toMatchObject({ mediaType: "image/gif" });
  });

  it("is none where there is a page, nothing that models see, or too much", async () => {
    const read = (made: ReturnType<typeof web>) => makeReadImage({ signal, mayFetch: true, ...made })("https://a.example", "f");
    await expect(read(web(gif, { mediaType: "text/html" }))).rejects.toMatchObject({ code: "bad-request", field: "f" });
    await expect(read(web(new Uint8Array(5)))).rejects.toMatchObject({ code: "bad-request", field: "f" });
    await expect(read(web(gif, { isCut: true }))).rejects.toMatchObject({ code: "too-large", field: "f" });
  });

  it("is never one of this machine or its network", async () => {
    const read = makeReadImage({ signal, mayFetch: true });
    for (const url of ["http://127.0.0.1:4000/a.png", "http://[::1]/a.png", "http://169.254.169.254/a.png", "file:///a.png"]) {
      await expect(read(url, "f")).rejects.toMatchObject({ code: "bad-request", field: "f" });
    }
  });

  it("leaves less for those after it", async () => {
    const large = new Uint8Array(8 * 1024 * 1024);
    large.set(gif);
    const { asked, fetchDocument } = web(large);
    const read = makeReadImage({ signal, mayFetch: true, fetchDocument });
    for (let count = 0; count < 3; count++) await read("https://a.example", "f");
    expect(asked.map(({ mostBytes }) => mostBytes / 1024 / 1024)).toEqual([10, 10, 4]);
  });
});
