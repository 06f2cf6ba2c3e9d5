/** Owns: the tool that runs JavaScript, in a sandbox within a process of its own. */
import { z } from "zod";
import { askChild } from "./child/ask-child.ts";
import type { ChildKind } from "./child/start-child.ts";
import type { CodeAnswer, CodeQuestion } from "./javascript/run-code.ts";
import { shownValue } from "./javascript/shown-value.ts";
import { defineTool } from "./schema.ts";
import { shortenText } from "./shorten.ts";
import { type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

const input = z.strictObject({
  code: z.string().min(1).max(100_000).describe("The program. Its value is that of its last expression, or what it returns"),
});

type JavaScriptInput = z.infer<typeof input>;

const timeMs = 10_000;

/** The sandbox ends itself at its time; the process is ended a little later, should it not. */
const child: ChildKind = {
  file: "javascript/javascript-child.ts",
  memoryMb: 128,
  answerMs: timeMs + 2000,
  keepMs: 0,
};

export const runJavaScript = defineTool<JavaScriptInput>({
  name: "run_javascript",
  title: "Run JavaScript",
  purpose: "Runs a program in a sandbox, without network or files.",
  description:
    "Runs modern JavaScript in a sandbox and gives back the value of the last expression (or of `return`) and what was printed with console.log. Top-level await and setTimeout work. There is no network, no file system, no modules, no Node or browser functions; 64 MB of memory and 10 seconds. Use it for algorithms, simulations, working through lists and text, and checking results. A list of objects is shown to the person as a table, a list of { x, y } as a chart.",
  input,
  effect: "read-only",
  timeoutMs: 25_000,
  say: ({ code }) => firstLine(code),
  run,
});

function firstLine(code: string): string {
  const lines = code.trim().split("\n");
  const first = lines.find((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line)) ?? lines[0] ?? "";
  return `${shortenText(first.trim(), 120).replaceAll("\n", " ")}${lines.length > 1 ? ` … (${lines.length} lines)` : ""}`;
}

async function run({ code }: JavaScriptInput, { signal, write }: ToolContext): Promise<ToolOutput> {
  let printed = "";
  const outcome = await askChild(child, { code, timeMs } satisfies CodeQuestion, signal, (line) => {
    printed += `${line}\n`;
    write(`${line}\n`);
  });
  switch (outcome.kind) {
    case "timeout":
      throw new ToolFailure(withOutput(`The code ran longer than ${timeMs / 1000} seconds and was stopped.`, printed));
    case "died":
      throw new ToolFailure(withOutput("The code needed more memory than it may have.", printed));
    case "answer": {
      const answer = outcome.answer as CodeAnswer;
      if (answer.kind === "failed") throw new ToolFailure(withOutput(answer.message, printed));
      return outputOf(answer, printed);
    }
    default:
      return outcome satisfies never;
  }
}

function outputOf({ value, isUndefined }: Extract<CodeAnswer, { kind: "value" }>, printed: string): ToolOutput {
  const console = printed === "" ? {} : { console: printed };
  if (!isUndefined) return { result: { result: value, ...console }, shown: shownValue(value) };
  const note = "The code gave no value: end it with an expression or `return`.";
  return {
    result: printed === "" ? { result: null, note } : console,
    shown: { kind: "text", text: printed === "" ? note : printed },
  };
}

function withOutput(message: string, printed: string): string {
  return printed === "" ? message : `${message}\nPrinted before:\n${shortenText(printed, 2000)}`;
}
