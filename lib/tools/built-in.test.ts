import { describe, expect, it } from "vitest";
import { builtInTools } from "./built-in.ts";
import { declarationOf, isToolName } from "./schema.ts";

const tools = builtInTools({ webSearch: { engine: "searxng", baseUrl: "https://search.example" } });

describe("the tools that come with the application", () => {
  it("search the web only where an engine is set up", () => {
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(["calculator", "date_time", "run_javascript", "read_page", "web_search"]);
    expect(builtInTools({ webSearch: null }).map(({ name }) => name)).toEqual(names.slice(0, -1));
  });

  it("have names, words, bounds and schemas that any provider takes, and change nothing", () => {
    for (const tool of tools) {
      expect(isToolName(tool.name), tool.name).toBe(true);
      expect(tool.purpose).toMatch(/^[A-Z].*\.$/);
      expect(tool.purpose).not.toContain("\n");
      expect(tool.description.length).toBeGreaterThan(80);
      expect(tool.timeoutMs).toBeGreaterThan(0);
      expect(tool.effect).toBe("read-only");
      expect(tool.server).toBeNull();
      const { inputSchema } = declarationOf(tool);
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(JSON.stringify(inputSchema)).not.toMatch(/\$ref|\$schema/);
    }
  });
});
