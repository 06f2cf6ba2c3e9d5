/** Owns: highlight.js and the languages it knows here. Loaded with the first code block that stands; makes elements, never HTML text. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import graphql from "highlight.js/lib/languages/graphql";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import latex from "highlight.js/lib/languages/latex";
import lua from "highlight.js/lib/languages/lua";
import markdown from "highlight.js/lib/languages/markdown";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scss from "highlight.js/lib/languages/scss";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import type { ReactNode } from "react";

const languages = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  graphql,
  ini,
  java,
  javascript,
  json,
  kotlin,
  latex,
  lua,
  markdown,
  php,
  python,
  r,
  ruby,
  rust,
  scss,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

interface Scope {
  scope?: string;
  children: (Scope | string)[];
}

/** The code in coloured elements, letter by letter the same text; null when the language is not known. */
export function highlight(code: string, language: string): ReactNode {
  if (!hljs.getLanguage(language)) return null;
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
