import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvError, parseEnv, removeLibraryVariables } from "./env.ts";

function complaint(source: Record<string, string>): string {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return "";
}

describe("the environment", () => {
  it("has a default for everything", () => {
    expect(parseEnv({})).toEqual({
      host: "127.0.0.1",
      port: 3000,
      dataDir: resolve("./data"),
      databaseUrl: undefined,
      secret: undefined,
      allowedOrigins: [],
      openai: undefined,
      compatible: undefined,
      stallMs: 120_000,
      drainMs: 8_000,
      builtinWordsPerSecond: 30,
    });
  });

  it("takes an empty value as unset", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "", OPENAI_API_KEY: "" })).toEqual(parseEnv({}));
  });

  it("reads connections, without the slash at the end of an address", () => {
    const read = parseEnv({
      OPENAI_API_KEY: "sk-1",
      OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:11434/v1/",
      OPENAI_COMPATIBLE_API_KEY: "k",
    });
    expect(read.openai).toEqual({ apiKey: "sk-1", baseUrl: "https://api.openai.com/v1" });
    expect(read.compatible).toEqual({ baseUrl: "http://127.0.0.1:11434/v1", apiKey: "k" });
  });

  it("reads origins as browsers send them, in lower case", () => {
    const { allowedOrigins } = parseEnv({ ALLOWED_ORIGINS: "https://App.example.org, http://[::1]:5173,app://obsidian.md" });
    expect(allowedOrigins).toEqual(["https://app.example.org", "http://[::1]:5173", "app://obsidian.md"]);
  });

  it("holds nothing for a library that would read it by itself", () => {
    const source = { PORT: "1", BETTER_AUTH_SECRET: "x", BETTER_AUTH_TELEMETRY: "1", BETTER_AUTH_TELEMETRY_ENDPOINT: "http://a" };
    removeLibraryVariables(source);
    expect(source).toEqual({ PORT: "1" });
  });

  it.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["HOST", "not a host"],
    ["HOST", "127.0.0.999"],
    ["DATABASE_URL", "mysql://x"],
    ["DATABASE_URL", "postgresql://[half"],
    ["OPENAI_BASE_URL", "ftp://x"],
    ["OPENAI_COMPATIBLE_BASE_URL", "localhost:11434"],
    ["OPENAI_API_KEY", "sk with spaces"],
    ["STALL_SECONDS", "0"],
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "app.example.org"],
    ["ALLOWED_ORIGINS", "https://app.example.org/"],
    ["ALLOWED_ORIGINS", "https://a.example,,https://b.example"],
    ["ALLOWED_ORIGINS", "null"],
    ["ALOUD_SECRET", "only-thirty-one-characters-here"],
    ["ALOUD_SECRET", "the-output-of-openssl-rand-base64-32"],
    ["ALOUD_SECRET", "x".repeat(40)],
  ])("names %s, what is wrong and an example when it is %j", (name, value) => {
    expect(complaint({ OPENAI_API_KEY: "sk-1", [name]: value })).toMatch(
      new RegExp(`^${name} (is|holds) .+\\. Example: ${name}=\\S+$`),
    );
  });

  it.each([
    ["OPENAI_BASE_URL", "OPENAI_API_KEY"],
    ["OPENAI_COMPATIBLE_API_KEY", "OPENAI_COMPATIBLE_BASE_URL"],
  ])("does not let %s pass without %s, which it needs to do anything", (name, needed) => {
    expect(complaint({ [name]: "http://127.0.0.1:8000/v1" })).toMatch(
      new RegExp(`^${needed} is not set, and ${name} does nothing without it\\. Example: ${needed}=\\S+$`),
    );
  });

  it("names every bad value at once, and shows none of a key", () => {
    const sentences = complaint({ PORT: "x", OPENAI_API_KEY: "sk-secret with space" });
    expect(sentences.split("\n")).toHaveLength(2);
    expect(sentences).not.toContain("secret");
  });
});
