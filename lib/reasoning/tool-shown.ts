/** Owns: the shapes in which a tool's result can be shown to a person, beside what the model is given. Plain data, untrusted. */
export type ToolShown =
  /** `language`: a name for highlighting, absent for prose. */
  | { kind: "text"; text: string; language?: string }
  | { kind: "markdown"; text: string }
  | { kind: "json"; value: unknown }
  | { kind: "table"; columns: string[]; rows: (string | number | boolean | null)[][] }
  /** `data` is base64. */
  | { kind: "image"; mediaType: "image/png" | "image/jpeg" | "image/webp" | "image/gif"; data: string; alt: string }
  /** A line of values over something. */
  | { kind: "series"; title: string; xLabel: string; yLabel: string; points: { x: number | string; y: number }[] }
  | { kind: "links"; links: { url: string; title: string; excerpt: string }[] };

/** What running a tool may change. `idempotent`: running it twice is as good as once. */
export type ToolEffect = "read-only" | "idempotent" | "with-effect";
