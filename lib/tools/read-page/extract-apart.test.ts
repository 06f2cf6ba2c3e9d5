import { describe, expect, it } from "vitest";
import { ToolFailure } from "#lib/tools/tool.ts";
import { extractApart } from "./extract-apart.ts";

const never = () => new AbortController().signal;
/** Costs the square of its attributes: minutes. */
const endless = `<p ${Array.from({ length: 200_000 }, (_, at) => `a${at}=1`).join(" ")}>x`;

describe("taking a page apart in a thread of its own", () => {
  it("gives the page", async () => {
    const page = await extractApart("<title>T</title><p>hello <b>you</b></p>", "https://site.example/", never());
    expect(page).toMatchObject({ title: "T", markdown: "hello **you**", hasMainText: false });
  });

  it("ends at its time, and the process goes on meanwhile", async () => {
    let beats = 0;
    const heart = setInterval(() => beats++, 10);
    const error = await extractApart(endless, "https://site.example/", never(), 500).catch((reason) => reason);
    clearInterval(heart);
    expect(error).toBeInstanceOf(ToolFailure);
    expect(beats).toBeGreaterThan(5);
  });

  it("ends with the signal, running or waiting for its turn", async () => {
    const stop = new AbortController();
    const pages = Array.from({ length: 4 }, () => extractApart(endless, "https://site.example/", stop.signal));
    setTimeout(() => stop.abort(new Error("stopped")), 200);
    expect((await Promise.allSettled(pages)).map((each) => each.status === "rejected" && each.reason.message)).toEqual(
      Array(4).fill("stopped"),
    );
    await expect(extractApart("<p>x", "https://site.example/", stop.signal)).rejects.toThrow("stopped");
  });

  it("gives every page its own, however many there are at once", async () => {
    const pages = await Promise.all(
      Array.from({ length: 5 }, (_, at) => extractApart(`<p>page ${at}`, "https://site.example/", never())),
    );
    expect(pages.map(({ markdown }) => markdown)).toEqual(Array.from({ length: 5 }, (_, at) => `page ${at}`));
  });
});
