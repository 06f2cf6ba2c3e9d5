/** Owns: a calculation's answer as a model is given it, and as a person is shown it. */
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import type { CalculatorAnswer, WrittenNumber } from "./question.ts";

type Answer = Exclude<CalculatorAnswer, { kind: "refused" }>;

/** Plain JSON. `variable`: of the range, for a series. */
export function resultOf(answer: Answer, variable = "x"): unknown {
  switch (answer.kind) {
    case "number":
      return { ...(answer.exact !== null && { exact: answer.exact }), decimal: answer.decimal, isRounded: answer.isRounded };
    case "matrix": {
      const written = answer.rows.map((row) => row.map(cellText));
      const rows = answer.isVector ? written[0] : written;
      return { [answer.isVector ? "vector" : "matrix"]: rows, isRounded: answer.rows.flat().some(isCellRounded) };
    }
    case "words":
      return { value: answer.text };
    case "series": {
      const missing = answer.leftOut && { leftOut: `${answer.leftOut.count} points. ${answer.leftOut.why}` };
      return { columns: [variable, "value"], points: answer.points.map(({ x, y }) => [x, y]), ...missing };
    }
    default:
      return answer satisfies never;
  }
}

/** `said`: the calculation in one line. */
export function shownOf(answer: Answer, said: string, variable = "x"): ToolShown {
  switch (answer.kind) {
    case "number":
      return { kind: "text", text: `${said} ${equation(answer, said)}` };
    case "matrix": {
      const width = Math.max(0, ...answer.rows.map((row) => row.length));
      const columns = Array.from({ length: width }, (_, index) => String(index + 1));
      return { kind: "table", columns, rows: answer.rows.map((row) => row.map(cellOf)) };
    }
    case "words":
      return { kind: "text", text: `${said}\n${answer.text}` };
    case "series": {
      const [expression = said] = said.split(` for ${variable} from `);
      return { kind: "series", title: expression, xLabel: variable, yLabel: "value", points: answer.points };
    }
    default:
      return answer satisfies never;
  }
}

function equation({ exact, decimal, isRounded }: WrittenNumber, said: string): string {
  const isSaid = exact !== null && said.replaceAll(" ", "") === exact;
  const parts = exact === null || isSaid ? [] : [`= ${exact}`];
  if (decimal !== exact) parts.push(`${isRounded ? "≈" : "="} ${decimal}`);
  return parts.length > 0 ? parts.join(" ") : `= ${decimal}`;
}

function cellText(cell: WrittenNumber): string {
  return cell.exact ?? cell.decimal;
}

function isCellRounded(cell: WrittenNumber): boolean {
  return cell.exact === null && cell.isRounded;
}

/** Numbers that a table may treat as such, unless that would change them. */
function cellOf(cell: WrittenNumber): string | number {
  const text = cellText(cell);
  return String(Number(text)) === text ? Number(text) : text;
}
