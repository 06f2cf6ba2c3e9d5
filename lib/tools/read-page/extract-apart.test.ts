import type { ChildProcess } from "node:child_process";
import { describe, expect, it } from "vitest";
import { remember } from "#lib/core/remember.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { extractApart, pageChild } from "./extract-apart.ts";

const never = () => new AbortController().signal;
const address = "https://site.example/";
/** Costs the square of its attributes: minutes. */
const endless = `<p ${Array.from({ length: 200_000 }, (_, at) => `a${at}=1`).join(" ")}>x`;
const large = "<p>words</p>".repeat(400_000);

const atWork = () => [...remember("tool-children", () => new Set<ChildProcess>())].filter(({ killed }) => !killed).length;

describe("taking a page apart in a process of its own", () => {
  it("gives the page", async () => {
    const page = await extractApart("<title>T</title><p>hello <b>you</b></p>", address, never());
    expect(page).toMatchObject({ title: "T", markdown: "hello **you**", hasMainText: false });
  });

  it("ends at its time, and the application goes on meanwhile", async () => {
    let beats = 0;
    const heart = setInterval(() => beats++, 10);
    const error = await extractApart(endless, address, never(), { ...pageChild, answerMs: 500 }).catch((reason) => reason);
    clearInterval(heart);
    expect(error).toBeInstanceOf(ToolFailure);
    expect(beats).toBeGreaterThan(5);
  });

  it.each([
    ["without bound", endless, { ...pageChild, file: "../testing/allocate-child.ts" }],
    ["more than it may have", large, { ...pageChild, memoryMb: 24 }],
  ])("ends alone where it allocates %s, and the next page is read", async (_, html, kind) => {
    await expect(extractApart(html, address, never(), kind)).rejects.toBeInstanceOf(ToolFailure);
    expect(await extractApart("<p>next", address, never())).toMatchObject({ markdown: "next" });
  });

  it("ends with the signal, running or waiting for its turn", async () => {
    const stop = new AbortController();
    const pages = Array.from({ length: 4 }, () => extractApart(endless, address, stop.signal));
    setTimeout(() => stop.abort(new Error("stopped")), 200);
    expect((await Promise.allSettled(pages)).map((each) => each.status === "rejected" && each.reason.message)).toEqual(
      Array(4).fill("stopped"),
    );
    await expect(extractApart("<p>x", address, stop.signal)).rejects.toThrow("stopped");
  });

  it("gives every page its own, two at a time, however many there are at once", async () => {
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, atWork());
    }, 5);
    const pages = await Promise.all(Array.from({ length: 5 }, (_, at) => extractApart(`<p>page ${at}`, address, never())));
    clearInterval(watch);
    expect(pages.map(({ markdown }) => markdown)).toEqual(Array.from({ length: 5 }, (_, at) => `page ${at}`));
    expect(most).toBe(2);
  });
});
