import { describe, expect, it } from "vitest";
import { AppError, errorTable, isErrorCode } from "./errors.ts";

describe("errors", () => {
  it("each say what happened and what to do, in plain sentences", () => {
    for (const [code, { message, suggestion, status }] of Object.entries(errorTable)) {
      expect(message, code).toMatch(/^[A-Z].*\.$/);
      expect(suggestion, code).toMatch(/^[A-Z].*\.$/);
      expect(`${message}${suggestion}`, code).not.toContain("!");
      expect(status, code).toBeGreaterThanOrEqual(400);
    }
  });

  it("are known by a mark, so that a second copy of the module knows them too", () => {
    expect(AppError.is(new AppError("not-found"))).toBe(true);
    expect(AppError.is(new Error("no"))).toBe(false);
    expect(AppError.is(null)).toBe(false);
  });

  it("know their codes, and no property of an object", () => {
    expect(isErrorCode("storage")).toBe(true);
    expect(isErrorCode("constructor")).toBe(false);
  });
});
