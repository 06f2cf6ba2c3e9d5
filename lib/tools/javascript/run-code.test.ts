import { describe, expect, it } from "vitest";
import { runCode } from "./run-code.ts";

const ends = (code: string) => runCode({ code, timeMs: 300 }, () => {});

describe("runCode", () => {
  it("ends at its time whatever does not end by itself", async () => {
    const endless = [
      "while (true) {}",
      "const again = () => Promise.resolve().then(again); again(); await new Promise(() => {})",
      "await new Promise(() => setInterval(() => console.log('tick'), 10))",
      "setTimeout(() => {}, 1e9)",
      "throw { get message() { while (true) {} }, toJSON() { while (true) {} } }",
      "const error = new Error(); Object.defineProperty(error, 'message', { get() { while (true) {} } }); throw error",
      "({ get value() { while (true) {} } })",
      "/(a+)+$/.test('a'.repeat(40) + 'b')",
      "console.log({ toJSON() { while (true) {} } })",
    ];
    for (const code of endless) {
      expect(await ends(code), code).toEqual({
        kind: "failed",
        message: "The code ran longer than 0.3 seconds and was stopped.",
      });
    }
  });

  it("ends when nothing is left to wait for", async () => {
    expect(await ends("await new Promise(() => {})")).toEqual({
      kind: "failed",
      message: "The code waits for a promise that nothing will settle.",
    });
    expect(await ends("setInterval(() => {}, 1); 'done'")).toMatchObject({ value: "done" });
    expect(await ends("const id = setInterval(() => {}, 1); clearInterval(id); id > 0")).toMatchObject({ value: true });
  });

  it("runs timers in the order of their times, and none that was cleared", async () => {
    const lines: string[] = [];
    const code =
      "setTimeout((word) => console.log(word), 20, 'second'); setTimeout(() => console.log('first'), 5); clearTimeout(setTimeout(() => console.log('never'), 1)); queueMicrotask(() => console.log('at once')); 1";
    await runCode({ code, timeMs: 5000 }, (line) => lines.push(line));
    expect(lines).toEqual(["at once", "first", "second"]);
  });
});
