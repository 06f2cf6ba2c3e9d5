import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWorkspaceStream } from "#lib/testing/workspace.ts";
import { encodeEvents, type OpenbbEvent } from "./event.ts";
import { status } from "./status.ts";

function chunk(delta: string): OpenbbEvent {
  return { event: "copilotMessageChunk", data: { delta } };
}

describe("events on the wire", () => {
  it("are a name, one line of JSON and a blank line, with LF", () => {
    expect(encodeEvents([status("INFO", "Starting to answer the question..."), chunk("Hel")])).toBe(
      'event: copilotStatusUpdate\ndata: {"eventType":"INFO","message":"Starting to answer the question...","group":"reasoning",' +
        '"details":[],"hidden":false}\n\nevent: copilotMessageChunk\ndata: {"delta":"Hel"}\n\n',
    );
  });

  it("hold line breaks, separators of Unicode and what looks like a field", () => {
    const delta = "one\ntwo\r\n\r\nevent: x\ndata: y\n\n\u2028\u2029\u0085 \0 \ud83e";
    const frames = encodeEvents([chunk(delta)]);
    expect(frames.trimEnd().split(/[\n\r\u2028\u2029]/)).toHaveLength(2);
    expect(readWorkspaceStream(frames)).toEqual([chunk(delta)]);
  });

  it("come back as they were, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", minLength: 1 })), (texts) => {
        expect(readWorkspaceStream(encodeEvents(texts.map(chunk)))).toEqual(texts.map(chunk));
      }),
    );
  });
});

describe("details of a step", () => {
  it("have no name that Workspace would take out, whatever its case", () => {
    const taken = ["lastUpdated", "source", "ID", "uuid", "storedFileUuid", "URL", "dataKey", "originalFilename", "extension"];
    const given = Object.fromEntries([...taken, "category", "subCategory", "transcript_url"].map((name) => [name, "x"]));
    const step = status("INFO", "A step", { ...given, link: "y" });
    expect(step.event === "copilotStatusUpdate" && Object.keys(step.data.details[0] ?? {})).toEqual([
      "updated",
      "from",
      "identifier",
      "unique_identifier",
      "stored_file",
      "link",
      "data_name",
      "file_name",
      "file_type",
      "kind",
      "sub_kind",
      "transcript_link",
      "link_2",
    ]);
  });

  it("are short, few, and say nothing of what is empty", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`name ${index}`, "x".repeat(2000)]));
    const step = status("INFO", "A step", { nothing: null, empty: "", deep: { a: [1] }, ...many });
    const [details = {}] = step.event === "copilotStatusUpdate" ? step.data.details : [];
    expect(details.deep).toBe('{"a":[1]}');
    expect(Object.keys(details)).toHaveLength(20);
    expect(Math.max(...Object.values(details).map((value) => String(value).length))).toBeLessThanOrEqual(500);
    expect(Object.keys(details)).not.toContain("nothing");
  });
});
