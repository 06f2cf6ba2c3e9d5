"use client";
import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { childrenOf, countOf, foldedWords, isBranch, leafText, openAtFirst } from "./json-tree.ts";
import type { Room } from "./shown-result.ts";
import { smallRoom } from "./shown-result.ts";
import { visibleText } from "./visible-text.ts";

/** Children drawn at a time. */
const stretch = 50;
const mostLetters = 400;

interface JsonResultProps {
  value: unknown;
  room: Room;
}

/** JSON to fold and unfold; only what is open is drawn, and of that a stretch at a time. */
export default function JsonResult({ value, room }: JsonResultProps) {
  const isSmall = room === smallRoom;
  const open = useMemo(() => openAtFirst(value, isSmall ? 14 : 80), [value, isSmall]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="tool-json" aria-label="Result as JSON" tabIndex={0} dir="ltr" data-small={isSmall || undefined}>
      <Node name={null} value={value} path="" openPaths={open} />
    </section>
  );
}

interface NodeProps {
  name: string | null;
  value: unknown;
  path: string;
  openPaths: ReadonlySet<string>;
}

function Node({ name, value, path, openPaths }: NodeProps) {
  const [isOpen, setIsOpen] = useState(openPaths.has(path));
  if (!isBranch(value)) return <Leaf name={name} value={value} />;
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} className="tool-json-fold">
        <ChevronRight aria-hidden="true" size={12} className={isOpen ? "rotate-90" : ""} />
        {name !== null && <Key name={name} />}
        <span className="text-ink-faint">{foldedWords(value)}</span>
      </button>
      {isOpen && <Children value={value} path={path} openPaths={openPaths} />}
    </>
  );
}

function Children({ value, path, openPaths }: { value: object; path: string; openPaths: ReadonlySet<string> }) {
  const [drawn, setDrawn] = useState(stretch);
  const children = childrenOf(value, drawn);
  const more = countOf(value) - children.length;
  return (
    <ul>
      {children.map(({ key, value: child }) => (
        <li key={key}>
          <Node name={key} value={child} path={`${path}/${key}`} openPaths={openPaths} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <button type="button" className="fold-word font-sans" onClick={() => setDrawn(drawn + stretch * 4)}>
            Show {Math.min(stretch * 4, more).toLocaleString("en-US")} of {more.toLocaleString("en-US")} more
          </button>
        </li>
      )}
    </ul>
  );
}

function Leaf({ name, value }: { name: string | null; value: unknown }) {
  const [letters, setLetters] = useState(mostLetters);
  const { text, leftOut } = leafText(value, letters);
  return (
    <div className="tool-json-leaf">
      {name !== null && <Key name={name} />}
      <span className={typeof value === "string" ? "text-ink" : value === null ? "text-ink-faint" : "text-tool"}>
        {visibleText(text)}
      </span>
      {leftOut > 0 && (
        <button type="button" className="fold-word ml-2 font-sans" onClick={() => setLetters(letters * 25)}>
          {leftOut.toLocaleString("en-US")} more letters
        </button>
      )}
    </div>
  );
}

function Key({ name }: { name: string }) {
  return <span className="text-ink-soft">{visibleText(name.length > 120 ? `${name.slice(0, 119)}…` : name)}: </span>;
}
