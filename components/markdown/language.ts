/** Owns: which language a fence means, and what it is called. Colours for it are in `highlight.tsx`. */

const names: Record<string, string> = {
  bash: "Shell",
  c: "C",
  cpp: "C++",
  csharp: "C#",
  css: "CSS",
  diff: "Diff",
  dockerfile: "Dockerfile",
  go: "Go",
  graphql: "GraphQL",
  ini: "TOML",
  java: "Java",
  javascript: "JavaScript",
  json: "JSON",
  kotlin: "Kotlin",
  latex: "LaTeX",
  lua: "Lua",
  markdown: "Markdown",
  php: "PHP",
  python: "Python",
  r: "R",
  ruby: "Ruby",
  rust: "Rust",
  scss: "SCSS",
  sql: "SQL",
  swift: "Swift",
  typescript: "TypeScript",
  xml: "HTML",
  yaml: "YAML",
};

const aliases: Record<string, string> = {
  "c#": "csharp",
  "c++": "cpp",
  cc: "cpp",
  console: "bash",
  cs: "csharp",
  docker: "dockerfile",
  golang: "go",
  h: "c",
  hpp: "cpp",
  html: "xml",
  js: "javascript",
  json5: "json",
  jsonc: "json",
  jsx: "javascript",
  kt: "kotlin",
  md: "markdown",
  mjs: "javascript",
  patch: "diff",
  ps1: "bash",
  py: "python",
  python3: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  svg: "xml",
  tex: "latex",
  toml: "ini",
  ts: "typescript",
  tsx: "typescript",
  vue: "xml",
  yml: "yaml",
  zsh: "bash",
};

/** From what stands after a fence: the language whose colours fit (null when there is none) and its name for people. */
export function languageName(info: string): { id: string | null; name: string } {
  const word = /^[^\s{,:]+/.exec(info.trim())?.[0].slice(0, 40) ?? "";
  const lower = word.toLowerCase();
  const id = Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
  if (id && Object.hasOwn(names, id)) return { id, name: (lower === "toml" ? "TOML" : names[id]) ?? word };
  return { id: null, name: word || "Text" };
}
