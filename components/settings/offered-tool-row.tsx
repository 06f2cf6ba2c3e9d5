"use client";
import { useState } from "react";
import type { OfferedTool } from "#lib/toolbox/mcp/summary.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import { effectWords } from "../tools/tool-words.ts";
import { visibleName, visibleText } from "../tools/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";
import { changesOf } from "./server-words.ts";
import { AlwaysAllowed } from "./tool-row.tsx";
import type { ToolActions } from "./use-tool-actions.ts";

interface OfferedToolRowProps {
  tool: OfferedTool;
  /** The tool as it can be used; null: it was not agreed to. */
  entry: ToolEntry | null;
  actions: ToolActions;
  /** Given while the tool waits for agreement and nothing else is under way. */
  onAgree?: (() => void) | undefined;
}

/** One tool of a server in the server's own words, whole: they are what is agreed to. */
export function OfferedToolRow({ tool, entry, actions, onAgree }: OfferedToolRowProps) {
  const { name, title, description, inputSchema, effect, state, before } = tool;
  const [isSchemaOpen, setIsSchemaOpen] = useState(false);
  const shownTitle = visibleName(title ?? name) || "A tool without a name";
  const isOther = before !== null && before.description !== description;
  return (
    <li className="py-3.5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <h4 className="font-medium [overflow-wrap:anywhere]">
            {shownTitle}
            {title !== null && title !== name && (
              <span className="ml-2 font-mono font-normal text-[12px] text-ink-faint">{visibleName(name)}</span>
            )}
            {state === "changed" && <span className="ml-2 font-normal text-wait">changed since you agreed</span>}
          </h4>
          <p className="mt-0.5 text-ink-faint">{effectWords[effect]}</p>
        </div>
        {entry && <Switch label={`Use ${shownTitle}`} isOn={entry.isOn} onChange={(on) => actions.turn(entry, on)} />}
        {state !== "agreed" && (
          <Button data-agree aria-label={`Agree to ${shownTitle}`} aria-disabled={onAgree === undefined} onClick={onAgree}>
            Agree
          </Button>
        )}
      </div>
      {state === "changed" && before === null && (
        <p className="mt-2 text-ink-soft">What it said when you agreed is not known any more.</p>
      )}
      {changesOf(tool).map((change) => (
        <p key={change} className="mt-2 text-ink-soft">
          {change}
        </p>
      ))}
      {isOther ? (
        <dl className="mt-2">
          <dt className="font-medium text-ink-faint">Before</dt>
          <dd>
            <Words text={before.description} isGone />
          </dd>
          <dt className="mt-2 font-medium text-wait">Now</dt>
          <dd>
            <Words text={description} />
          </dd>
        </dl>
      ) : (
        <Words text={description} />
      )}
      {entry && <AlwaysAllowed tool={entry} actions={actions} />}
      <Button look="word" className="-ml-3 mt-1" aria-expanded={isSchemaOpen} onClick={() => setIsSchemaOpen(!isSchemaOpen)}>
        {isSchemaOpen ? "Hide its arguments" : "Show its arguments"}
        <span className="sr-only"> of {shownTitle}</span>
      </Button>
      {isSchemaOpen && (
        <section
          aria-label={`Arguments of ${shownTitle}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="mt-1 max-h-72 overflow-auto rounded-md border border-line bg-paper p-3"
        >
          <pre className="whitespace-pre-wrap font-mono text-[12px] text-ink-soft leading-[18px] [overflow-wrap:anywhere]">
            {visibleText(JSON.stringify(inputSchema, null, 2))}
          </pre>
        </section>
      )}
    </li>
  );
}

/** As they were written, line breaks included, and nothing of them hidden. */
function Words({ text, isGone = false }: { text: string; isGone?: boolean }) {
  const shown = visibleText(text).trim();
  if (shown === "") return <p className="mt-1 text-ink-faint">It says nothing of itself.</p>;
  return (
    <p
      dir="auto"
      className={`mt-1 max-w-[42rem] whitespace-pre-wrap [overflow-wrap:anywhere] ${isGone ? "text-ink-faint" : "text-ink-soft"}`}
    >
      {shown}
    </p>
  );
}
