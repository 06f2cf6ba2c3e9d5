/** Owns: reading an expression as people and models write it. */

const symbols: Record<string, string> = {
  "×": "*",
  "·": "*",
  "⋅": "*",
  "∙": "*",
  "÷": "/",
  "∕": "/",
  "−": "-",
  "–": "-",
  "²": "^2",
  "³": "^3",
  π: " pi ",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "∞": "Infinity",
  "\u00a0": " ",
  "\u202f": " ",
};

const symbol = new RegExp(`[${Object.keys(symbols).join("")}]`, "g");

/** Signs of print become signs of the language; what stands in quotes stays. */
export function normalize(expression: string): string {
  return outsideStrings(expression, (text) =>
    text
      .replace(/√\s*(\d+(?:\.\d+)?|[A-Za-z]\w*)/g, "sqrt($1)")
      .replaceAll("√", "sqrt")
      .replace(symbol, (found) => symbols[found] ?? found)
      .replaceAll("**", "^"),
  );
}

/** `1.5e3` as `1500`: fractions are read from plain digits only. Null where that would be very long. */
export function withoutExponents(expression: string): string | null {
  let isLong = false;
  const written = outsideStrings(expression, (text) =>
    text.replace(/(?<![\w.])(\d+\.?\d*|\.\d+)[eE]([+-]?\d+)(?![\w.])/g, (_, digits: string, exponent: string) => {
      const power = Number(exponent);
      isLong ||= Math.abs(power) > 1000;
      return isLong ? "0" : shift(digits, power);
    }),
  );
  return isLong ? null : written;
}

function shift(digits: string, power: number): string {
  const [whole = "", part = ""] = digits.split(".");
  const all = `${"0".repeat(Math.max(0, -power))}${whole}${part}${"0".repeat(Math.max(0, power))}`;
  const point = whole.length + power + Math.max(0, -power);
  return `${all.slice(0, point) || "0"}.${all.slice(point) || "0"}`;
}

function outsideStrings(expression: string, change: (text: string) => string): string {
  return expression
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((text, index) => (index % 2 === 1 ? text : change(text)))
    .join("");
}
