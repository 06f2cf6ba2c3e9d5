/**
 * Owns: one run of code in a sandbox: an interpreter of its own inside WebAssembly, which has no door but the two functions it is
 * given here. The process it runs in is ended afterwards.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { getQuickJS, type QuickJSContext, type QuickJSHandle, type QuickJSRuntime } from "quickjs-emscripten";
import { sandboxSource } from "./sandbox.ts";

export interface CodeQuestion {
  code: string;
  timeMs: number;
}

export type CodeAnswer =
  /** `value` is plain JSON. */
  | { kind: "value"; value: unknown; isUndefined: boolean }
  /** For the model and the person. */
  | { kind: "failed"; message: string };

const memoryBytes = 64 * 1024 * 1024;
/** The interpreter's own recursion ends well below the stack of the process. */
const stackBytes = 192 * 1024;
const fileName = "code.js";
/** Lets top-level `await` wait, and gives the last expression's value: the interpreter's JS_EVAL_FLAG_ASYNC, COMPILE_ONLY. */
const asyncFlag = 128;
const compileOnlyFlag = 32;

/** Ends within `timeMs` and a little. Throws only what is a defect here. */
export async function runCode({ code, timeMs }: CodeQuestion, print: (line: string) => void): Promise<CodeAnswer> {
  const runtime = (await getQuickJS()).newRuntime({ memoryLimitBytes: memoryBytes, maxStackSizeBytes: stackBytes });
  const began = performance.now();
  const isLate = () => performance.now() - began > timeMs;
  runtime.setInterruptHandler(isLate);
  const context = runtime.newContext();
  try {
    const tools = prepare(context, print, () => performance.now() - began);
    const explain = (error: QuickJSHandle) => {
      const sentence = isLate() ? null : call(context, tools, "explain", error);
      return sentence === null || isLate() ? tooLong(timeMs) : sentence;
    };
    const started = start(context, code);
    if (started.error) return failed(explain(started.error));
    const settled = await settle(runtime, context, tools, started.value, isLate);
    if (isLate()) return failed(tooLong(timeMs));
    if (settled.kind === "stuck") return failed("The code waits for a promise that nothing will settle.");
    if (settled.kind === "error") return failed(explain(settled.error));
    const { value, isUndefined } = JSON.parse(call(context, tools, "report", settled.value));
    return { kind: "value", value: value ?? null, isUndefined };
  } catch (error) {
    if (isLate()) return failed(tooLong(timeMs));
    if (error instanceof Refused) return failed(error.message);
    // What the interpreter itself cannot bear comes as an error of the machine that runs it.
    if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError)
      return failed("The code goes too deep for the sandbox.");
    throw error;
  }
}

class Refused extends Error {}

function failed(message: string): CodeAnswer {
  return { kind: "failed", message };
}

function tooLong(timeMs: number): string {
  return `The code ran longer than ${timeMs / 1000} seconds and was stopped.`;
}

function prepare(context: QuickJSContext, print: (line: string) => void, now: () => number): QuickJSHandle {
  const send = context.newFunction("send", (line) => {
    print(context.getString(line));
  });
  const clock = context.newFunction("now", () => context.newNumber(now()));
  const make = context.unwrapResult(context.evalCode(sandboxSource, "sandbox.js"));
  return context.unwrapResult(context.callFunction(make, context.undefined, send, clock));
}

/** Code with a `return` of its own is the body of a function. It is told apart by compiling alone: nothing runs twice. */
function start(context: QuickJSContext, code: string) {
  const compiled = context.evalCode(code, fileName, asyncFlag | compileOnlyFlag);
  if (!compiled.error) return context.evalCode(code, fileName, asyncFlag);
  const message = context.getProp(compiled.error, "message").consume((handle) => context.getString(handle));
  if (!message.includes("return not in a function")) return compiled;
  return context.evalCode(`(async () => {${code}\n})().then((value) => ({ value }))`, fileName);
}

type Settled = { kind: "value"; value: QuickJSHandle } | { kind: "error"; error: QuickJSHandle } | { kind: "stuck" };

/**
 * Runs jobs and timers until the promise is settled and no timeout is left; intervals alone keep nothing going. `isWrapped`: the
 * promise gives an object with the value.
 */
async function settle(
  runtime: QuickJSRuntime,
  context: QuickJSContext,
  tools: QuickJSHandle,
  promise: QuickJSHandle,
  isLate: () => boolean,
  isWrapped = true,
): Promise<Settled> {
  while (!isLate()) {
    const jobs = runtime.executePendingJobs();
    if (jobs.error) return { kind: "error", error: jobs.error };
    const state = context.getPromiseState(promise);
    if (state.type === "rejected") return { kind: "error", error: state.error };
    const isDone = state.type === "fulfilled";
    const wait = Number(call(context, tools, "due", isDone ? context.true : context.false));
    if (wait > 0) await sleep(Math.min(wait, 50));
    if (wait >= 0 || runtime.hasPendingJob()) continue;
    if (!isDone) return { kind: "stuck" };
    const value = isWrapped ? context.getProp(state.value, "value") : state.value;
    // A promise as the last expression is waited for, as one that is awaited.
    const inner = context.getPromiseState(value);
    if (inner.type === "fulfilled" && inner.notAPromise) return { kind: "value", value };
    return settle(runtime, context, tools, value, isLate, false);
  }
  return { kind: "stuck" };
}

/** Throws Refused with what the sandbox threw. */
function call(context: QuickJSContext, tools: QuickJSHandle, name: string, given: QuickJSHandle): string {
  const result = context.callFunction(context.getProp(tools, name), tools, given);
  if (!result.error) return context.getString(result.value);
  if (name === "explain") return "The code failed with an error that cannot be told.";
  throw new Refused(call(context, tools, "explain", result.error));
}
