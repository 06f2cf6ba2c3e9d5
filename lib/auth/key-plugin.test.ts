import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth/minimal";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keyPlugin } from "./key-plugin.ts";

const run = promisify(execFile);

afterEach(() => {
  vi.useRealTimers();
});

/** How many requests a program makes of its own accord, run with an environment that asks for them. */
async function reportsOf(program: string): Promise<number> {
  let reports = 0;
  const server = createServer((_, response) => {
    reports += 1;
    response.end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    ALOUD_SECRET: "the secret of the tests, long enough",
    BETTER_AUTH_SECRET: "a secret of somebody else, long enough",
    BETTER_AUTH_TELEMETRY: "1",
    BETTER_AUTH_TELEMETRY_ENDPOINT: `http://127.0.0.1:${port}/`,
  } as NodeJS.ProcessEnv;
  await run(process.execPath, ["--input-type=module", "--eval", program], { env });
  await new Promise((closed) => server.close(closed));
  return reports;
}

describe("the key plugin", () => {
  it("reports to nobody and is set up by nothing in the environment, as better-auth by itself would", async () => {
    const ours = `import { keyPlugin } from "#lib/auth/key-plugin.ts"; await keyPlugin();`;
    const byItself = `import { betterAuth } from "better-auth/minimal"; await betterAuth({ baseURL: "http://a" }).$context;`;
    expect(await reportsOf(ours)).toBe(0);
    expect(await reportsOf(byItself)).toBeGreaterThan(0);
  });

  it("is there before anybody asks twice for it", async () => {
    expect(await keyPlugin()).toBe(await keyPlugin());
  });

  it("in this version counts a minute from the last request, for which requests are counted here", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 });
    const { api } = betterAuth({
      baseURL: "http://127.0.0.1",
      secret: "a secret of this test, long enough",
      logger: { disabled: true },
      plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: 3 } })],
    });
    const { key } = await api.createApiKey({ body: { userId: "a" } });
    const answers = [];
    for (let count = 0; count < 4; count++) {
      answers.push((await api.verifyApiKey({ body: { key } })).valid);
      vi.advanceTimersByTime(40_000);
    }
    expect(answers).toEqual([true, true, true, false]);
  });
});
