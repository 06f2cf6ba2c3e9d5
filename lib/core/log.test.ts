import { afterEach, describe, expect, it, vi } from "vitest";
import { AppError } from "./errors.ts";
import { logIncident } from "./log.ts";

const spy = vi.spyOn(console, "error").mockImplementation(() => {});
afterEach(() => spy.mockClear());

function logged(error: unknown, requestId?: string): Record<string, unknown> {
  logIncident({ during: "a test", error, ...(requestId !== undefined && { requestId }) });
  expect(spy).toHaveBeenCalledTimes(1);
  const line = String(spy.mock.calls[0]?.[0]);
  expect(line).not.toContain("\n");
  return JSON.parse(line);
}

describe("the log", () => {
  it("says on one line what was going on and where it broke, and only the first line of what was said", () => {
    const line = logged(new TypeError("It broke.\nWith the value secret."), "req_1");
    expect(line).toMatchObject({
      level: "error",
      during: "a test",
      requestId: "req_1",
      error: "TypeError",
      message: "It broke.",
    });
    expect(line.stack).toEqual(expect.arrayContaining([expect.stringContaining("log.test.ts")]));
    expect(JSON.stringify(line)).not.toContain("secret");
  });

  it("tells an error of ours by its code and its private cause", () => {
    const cause = Object.assign(new RangeError("disk"), { code: "SQLITE_FULL" });
    expect(logged(new AppError("storage", { cause }))).toMatchObject({ error: "RangeError", code: "storage", message: "disk" });
  });

  it("tells a foreign error by the code it has", () => {
    expect(logged(Object.assign(new Error("x"), { code: "ECONNRESET" }))).toMatchObject({ code: "ECONNRESET" });
  });

  it("takes anything that can be thrown", () => {
    expect(logged("words with a secret")).toEqual(expect.not.objectContaining({ message: expect.anything() }));
  });
});
