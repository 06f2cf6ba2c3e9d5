/** Owns: highlight.js and the languages it knows here. Loaded with the first code block that stands; makes elements, never HTML text. */
import type { LanguageFn } from "highlight.js";
import hljs from "highlight.js/lib/core";
import type { ReactNode } from "react";

const grammars: Record<string, () => Promise<{ default: LanguageFn }>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  go: () => import("highlight.js/lib/languages/go"),
  graphql: () => import("highlight.js/lib/languages/graphql"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  latex: () => import("highlight.js/lib/languages/latex"),
  lua: () => import("highlight.js/lib/languages/lua"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  python: () => import("highlight.js/lib/languages/python"),
  r: () => import("highlight.js/lib/languages/r"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  scss: () => import("highlight.js/lib/languages/scss"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

/** What may stand inside code of a language. Without it such a passage stays plain. */
const embeds: Record<string, readonly string[]> = {
  dockerfile: ["bash"],
  javascript: ["xml"],
  markdown: ["xml"],
  php: ["xml"],
  typescript: ["xml"],
  xml: ["css", "javascript"],
};

/** The code in coloured elements, letter by letter the same text. */
export type Painter = (code: string) => ReactNode;

/** Fetches what the language needs. Null when it is not known here. */
export async function painterFor(language: string): Promise<Painter | null> {
  const wanted = [language, ...(embeds[language] ?? [])];
  await Promise.all(
    wanted.map(async (name) => {
      const grammar = await grammars[name]?.();
      if (grammar && !hljs.getLanguage(name)) hljs.registerLanguage(name, grammar.default);
    }),
  );
  return hljs.getLanguage(language) ? (code) => highlight(code, language) : null;
}

interface Scope {
  scope?: string;
  children: (Scope | string)[];
}

function highlight(code: string, language: string): ReactNode {
  const { _emitter } = hljs.highlight(code, { language, ignoreIllegals: true });
  const root = (_emitter as unknown as { rootNode?: Scope }).rootNode;
  return root ? root.children.map(toElement) : null;
}

function toElement(node: Scope | string, index: number): ReactNode {
  if (typeof node === "string") return node;
  const hue = node.scope ? hueOf(node.scope) : null;
  const content = node.children.map(toElement);
  return (
    <span key={index} className={hue ?? undefined}>
      {content}
    </span>
  );
}

const hues: Record<string, string> = {
  comment: "code-quiet",
  quote: "code-quiet",
  meta: "code-quiet",
  keyword: "code-keyword",
  built_in: "code-keyword",
  literal: "code-value",
  number: "code-value",
  symbol: "code-value",
  string: "code-string",
  regexp: "code-string",
  char: "code-string",
  addition: "code-string",
  deletion: "code-removed",
  title: "code-name",
  section: "code-name",
  attr: "code-name",
  attribute: "code-name",
  property: "code-name",
  tag: "code-keyword",
  name: "code-keyword",
  type: "code-name",
  variable: "code-value",
  "selector-class": "code-name",
  "selector-id": "code-name",
  "selector-tag": "code-keyword",
};

function hueOf(scope: string): string | null {
  return hues[scope] ?? hues[scope.split(".")[0] ?? ""] ?? null;
}
