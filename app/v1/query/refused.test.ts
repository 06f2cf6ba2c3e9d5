import { describe, expect, it } from "vitest";
import { withOpenbbServer } from "#lib/testing/openbb-server.ts";

const bench = withOpenbbServer();

const question = { role: "human", content: "What is it?" };

describe("what is wrong with a request", () => {
  const cors = { origin: "https://pro.openbb.co" };

  it.each([
    ["no messages", { messages: [] }, 422],
    ["no JSON", "{", 422],
    ["only the agent's own words", { messages: [{ role: "ai", content: "Hello" }] }, 422],
    ["a model that there is not", { messages: [question], model: "no/such" }, 422],
  ])("is told with a status and where other sites may read it: %s", async (_what, body, status) => {
    const response = await bench.post(body, { headers: cors });
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe(cors.origin);
    expect(await response.json()).toHaveProperty("detail");
  });

  it("is that it has no key, or a wrong one", async () => {
    for (const key of ["", "aloud_wrong"]) {
      const response = await bench.post({ messages: [question] }, { key, headers: cors });
      expect(response.status).toBe(401);
      expect(response.headers.get("access-control-allow-origin")).toBe(cors.origin);
    }
  });

  it("is that it is too large: an answer, not a dropped connection", async () => {
    const data = [{ items: [{ content: "x".repeat(21 * 1024 * 1024), data_format: { data_type: "pdf", filename: "a.pdf" } }] }];
    const response = await bench.post(
      { messages: [question, { role: "tool", function: "get_widget_data", data }] },
      { headers: cors },
    );
    expect(response.status).toBe(413);
    expect(response.headers.get("access-control-allow-origin")).toBe(cors.origin);
  });
});

describe("a browser that asks before it sends", () => {
  const preflight = (path: string, origin: string) =>
    fetch(`${bench.url().replace(/\/v1$/, "")}${path}`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-trace-id",
        "access-control-request-private-network": "true",
      },
    });

  it.each(["https://pro.openbb.co", "http://localhost:1420", "https://excel.openbb.co"])("may, from %s", async (origin) => {
    for (const path of ["/agents.json", "/v1/query", "/v1/feedback"]) {
      const { status, headers } = await preflight(path, origin);
      expect(status).toBe(204);
      expect(Object.fromEntries(headers)).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "authorization,content-type,x-trace-id",
        "access-control-allow-private-network": "true",
        vary: expect.stringContaining("origin"),
      });
    }
  });

  it("may not, from elsewhere", async () => {
    for (const path of ["/agents.json", "/v1/query", "/v1/feedback"]) {
      const { headers } = await preflight(path, "https://evil.example");
      expect(headers.get("access-control-allow-origin")).toBe(null);
    }
  });
});
