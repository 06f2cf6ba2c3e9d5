"use client";
import { lazy, Suspense, useRef, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import { Button } from "../ui/button.tsx";
import { engineNames } from "./search-draft.ts";
import { ToolRow } from "./tool-row.tsx";
import { Trouble } from "./trouble.tsx";
import { useToolActions } from "./use-tool-actions.ts";
import type { Toolbox } from "./use-toolbox.ts";

const SearchForm = lazy(patiently(() => import("./search-form.tsx")));

/** The tools that come with the application. */
export function OwnToolList({ toolbox }: { toolbox: Toolbox }) {
  const own = toolbox.tools.filter(({ server }) => server === null);
  const actions = useToolActions(toolbox);
  return (
    <section aria-labelledby="own-tools" className="mt-8">
      <h2 id="own-tools" className="font-medium text-[14px]">
        Come with Aloud
      </h2>
      {toolbox.error && (
        <div className="mt-3">
          <Trouble message={`The list may be old. ${toolbox.error.message}`} detail={toolbox.error.suggestion}>
            <Button onClick={() => void toolbox.refresh()}>Retry</Button>
          </Trouble>
        </div>
      )}
      <ul className="mt-3 border-line border-t">
        {own.map((tool) => (
          <ToolRow key={tool.name} tool={tool} actions={actions}>
            {(tool.config !== null || tool.needsSetup) && <SearchSetUp tool={tool} toolbox={toolbox} />}
          </ToolRow>
        ))}
      </ul>
    </section>
  );
}

/** With which engine the web is searched, in a line; the form to change it beneath. */
function SearchSetUp({ tool, toolbox }: { tool: ToolEntry; toolbox: Toolbox }) {
  const { announcement } = useApp();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  const { config, hasKey, isLocked, needsSetup } = tool;
  if (isOpen) {
    return (
      <Suspense fallback={<p className="mt-3 text-ink-faint">Being loaded</p>}>
        <SearchForm
          tool={tool}
          onClose={close}
          onSave={async (patch) => {
            if (patch) await toolbox.changeTool(tool.name, patch);
            const engine = patch?.config === undefined ? config : patch.config;
            announcement.set(engine ? `The web is searched with ${engineNames[engine.engine]}` : "The web is not searched");
            close();
          }}
        />
      </Suspense>
    );
  }
  const key = hasKey && (tool.keyTail ? `key ends in ${tool.keyTail}` : "with a key");
  const facts = config && [engineNames[config.engine], config.engine === "searxng" ? config.baseUrl : key].filter(Boolean);
  if (isLocked) {
    return (
      <div className="mt-2">
        <Trouble
          message="The key can no longer be opened."
          detail="The secret of this installation has changed. Enter the key again to go on."
        >
          <Button ref={button} onClick={() => setIsOpen(true)}>
            Enter the key
          </Button>
        </Trouble>
      </div>
    );
  }
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-1">
      <p className="[overflow-wrap:anywhere]">{needsSetup ? "Off until you choose an engine." : facts?.join(" · ")}</p>
      <Button
        ref={button}
        look={needsSetup ? "line" : "word"}
        className={needsSetup ? "mt-1.5 w-fit max-sm:mb-1 sm:mt-0 sm:ml-2" : ""}
        aria-expanded={false}
        onClick={() => setIsOpen(true)}
      >
        {needsSetup ? "Choose an engine" : "Change"}
        {!needsSetup && <span className="sr-only"> the search engine</span>}
      </Button>
    </div>
  );
}
