import { describe, expect, it } from "vitest";
import { heardContext } from "#lib/testing/heard-context.ts";
import { runJavaScript } from "./javascript.ts";
import { runTool } from "./run-tool.ts";

async function run(code: string, signal?: AbortSignal) {
  const { context, heard } = heardContext({ ...(signal && { signal }) });
  return { ...(await runTool(runJavaScript, { code }, context)), heard };
}

async function value(code: string): Promise<unknown> {
  const outcome = await run(code);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return (outcome.result as { result: unknown }).result;
}

async function failure(code: string): Promise<string> {
  const outcome = await run(code);
  if (outcome.kind !== "failed") throw new Error(`${code} gives ${JSON.stringify(outcome)}`);
  return outcome.message;
}

describe("run_javascript", () => {
  it("gives the last expression, what is returned, or what is awaited", async () => {
    expect(await value("const a = [3, 1, 2].toSorted(); a.join('-')")).toBe("1-2-3");
    expect(await value("const r = []; for (let i = 0; i < 3; i++) r.push(i ** 2);\nreturn r")).toEqual([0, 1, 4]);
    expect(await value("await new Promise((done) => setTimeout(() => done('waited'), 20))")).toBe("waited");
    expect(await value("(async () => { await 1; return { deep: [1n, 2n ** 70n] } })()")).toEqual({
      deep: [1, "1180591620717411303424"],
    });
    expect(await value("const o = { m: new Map([['k', 1]]), s: new Set([1]), d: new Date(0), n: NaN }; o.o = o; o")).toEqual({
      m: { k: 1 },
      s: [1],
      d: "1970-01-01T00:00:00.000Z",
      n: "NaN",
      o: "[circular]",
    });
    expect((await run("let x = 1;")).kind).toBe("done");
  });

  it("passes on what is printed as it comes, and gives it to the model", async () => {
    const code = "console.log('one', { a: 1 }); await new Promise((d) => setTimeout(d, 20)); console.error('two'); 7";
    const outcome = await run(code);
    expect(outcome.heard.written).toBe('one {"a":1}\nError: two\n');
    expect(outcome).toMatchObject({ result: { result: 7, console: 'one {"a":1}\nError: two\n' } });
  });

  it("shows rows as a table, points as a series, other values as JSON", async () => {
    expect(await run("[{ a: 1, b: 'x' }, { a: 2, toString: null }]")).toMatchObject({
      shown: {
        kind: "table",
        columns: ["a", "b", "toString"],
        rows: [
          [1, "x", null],
          [2, null, null],
        ],
      },
    });
    expect(await run("[0, 1, 2].map((x) => ({ x, y: x * x }))")).toMatchObject({
      shown: {
        kind: "series",
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
          { x: 2, y: 4 },
        ],
      },
    });
    expect(await run("[[1, 2], [3, 4]]")).toMatchObject({ shown: { kind: "table", columns: ["1", "2"] } });
    expect(await run("({ a: { b: 1 } })")).toMatchObject({ shown: { kind: "json", value: { a: { b: 1 } } } });
    expect(await run("'words'")).toMatchObject({ shown: { kind: "text", text: "words" } });
  });

  it("tells an error with its line, and what was printed before", async () => {
    expect(await failure("console.log('here');\n\nnull.x")).toBe(
      "TypeError: cannot read property 'x' of null (line 3)\nPrinted before:\nhere\n",
    );
    expect(await failure("return (")).toMatch(/^SyntaxError: .*\(line \d\)$/);
    expect(await failure("throw 'text'")).toBe("Thrown: text");
    expect(await failure("await Promise.reject(new RangeError('r'))")).toBe("RangeError: r (line 1)");
    expect(await failure("let ran = 0; JSON.parse('{'); return ran")).toMatch(/^SyntaxError/);
  });

  it("ends what wants too much memory, goes too deep or says too much", async () => {
    expect(await failure("'a'.repeat(1e9)")).toMatch(/out of memory/);
    expect(await failure("const all = []; while (true) all.push(new Uint8Array(1e7))")).toMatch(/out of memory|more memory/);
    expect(await failure("const f = () => f() + 1; f()")).toMatch(/stack overflow/);
    expect(await failure("eval('('.repeat(1e5) + ')'.repeat(1e5))")).toBe("The code goes too deep for the sandbox.");
    expect(await failure("'a'.repeat(3e6)")).toMatch(/larger than 2 MB/);
    expect(await failure("new Array(1e6).fill(1)")).toMatch(/more than 200000 entries/);
    const loud = await run("for (let i = 0; i < 1e5; i++) console.log('line ' + i); 1");
    expect(loud.kind).toBe("done");
    expect(loud.heard.written.length).toBeLessThan(70_000);
    expect(loud.heard.written).toMatch(/… the output goes on and is left out …\n$/);
    const long = await run("console.log('x'.repeat(1e6)); 1");
    expect(long.heard.written).toMatch(/^x{10000} … \(1000000 characters\)\n$/);
  });

  it("stops at once when the run is stopped", async () => {
    const stop = new AbortController();
    const running = run("while (true) {}", stop.signal);
    stop.abort();
    expect(await running).toMatchObject({ kind: "stopped" });
  });

  it("has no way out", async () => {
    for (const name of [
      "process",
      "require",
      "fetch",
      "Atomics",
      "WebAssembly",
      "Worker",
      "XMLHttpRequest",
      "Buffer",
      "module",
      "send",
    ]) {
      expect(await value(`typeof ${name}`), name).toBe("undefined");
    }
    expect(await value("[].constructor.constructor('return typeof process')()")).toBe("undefined");
    expect(await value("console.log.constructor('return typeof process')()")).toBe("undefined");
    expect(await value("setTimeout.constructor('return this')() === globalThis")).toBe(true);
    expect(await value("(function () { try { return arguments.callee.caller } catch (error) { return 'none' } })()")).toBeNull();
    expect(await failure("await import('fs')")).toMatch(/could not load module/);
    expect(await failure("await import('data:text/javascript,export default 1')")).toMatch(/could not load module/);
    expect(await failure("const s = new Int32Array(new SharedArrayBuffer(4)); Atomics.wait(s, 0, 0)")).toMatch(/not defined/);
  });

  it("is not fooled by code that changes what the sandbox is made of", async () => {
    const outcome = await run(
      "Object.prototype.isAdmin = true; JSON.stringify = () => '{'; String.prototype.slice = () => 'x'.repeat(1e7); Array.prototype.join = () => { throw 1 }; ({ a: 1 })",
    );
    expect(["done", "failed"]).toContain(outcome.kind);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    const outcomes = await Promise.all([
      run("console.log = null; globalThis.console = 1; Promise.prototype.then = () => {}; 5"),
      run("Error.prototype.toString = null; Symbol.iterator.toString = null; throw new Error('q')"),
      run('JSON.parse(\'{"__proto__": { "isAdmin": true }}\')'),
      run("new Proxy({}, { ownKeys() { throw new Error('p') } })"),
    ]);
    for (const each of outcomes) expect(["done", "failed"]).toContain(each.kind);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(await value("typeof globalThis.isAdmin")).toBe("undefined");
  });
});
