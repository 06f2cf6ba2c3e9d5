import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { programsFor } from "./connect-snippets.ts";

const place = { origin: "http://127.0.0.1:4711", key: "aloud_key", model: "con/o'model\"x" };
const programs = programsFor(place);
const codeOf = (id: string) => programs.find((program) => program.id === id)?.snippet?.code ?? "";

describe("what is typed into a program", () => {
  it("holds this address and the key, each in every program", () => {
    for (const program of programs) {
      const text = [program.snippet?.code, ...(program.steps ?? []).map(({ value }) => value)].join("\n");
      expect(text, program.name).toMatch(/127\.0\.0\.1:4711/);
      expect(text, program.name).toContain("aloud_key");
    }
    expect(new Set(programs.map(({ id }) => id)).size).toBe(programs.length);
  });

  it("is one command of a shell, whatever the model is called", () => {
    const echoed = execFileSync("/bin/sh", ["-c", `curl() { printf '%s\\n' "$@"; }\n${codeOf("curl")}`], { encoding: "utf8" });
    const lines = echoed.trim().split("\n");
    expect(lines[1]).toBe("http://127.0.0.1:4711/v1/chat/completions");
    expect(lines).toContain("Authorization: Bearer aloud_key");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ model: place.model, stream: true });
  });

  it.each(["javascript", "ai-sdk", "websocket", "ag-ui"])("is a program that can be read: %s", async (id) => {
    const { stripTypeScriptTypes } = await import("node:module");
    expect(() => stripTypeScriptTypes(codeOf(id))).not.toThrow();
    expect(() => stripTypeScriptTypes(`${codeOf(id)}\n}`)).toThrow();
  });
});
