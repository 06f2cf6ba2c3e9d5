"use client";
import clsx from "clsx";
import { useId, useRef, useState } from "react";
import type { OfferedTool, ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";
import { handFocusOn } from "./hand-focus-on.ts";
import { OfferedTools } from "./offered-tools.tsx";
import { ServerStand } from "./server-stand.tsx";
import { needsAgreement, type SignInEnd } from "./server-words.ts";
import type { ServerActions, ServerTask } from "./use-server-actions.ts";

export interface RowActions extends ServerActions {
  edit(server: ServerSummary): void;
  remove(server: ServerSummary): void;
}

interface ServerRowProps {
  server: ServerSummary;
  /** Every tool there is. */
  tools: readonly ToolEntry[];
  test: ServerTask | null;
  signInEnd: SignInEnd | null;
  isOpenAtFirst: boolean;
  actions: RowActions;
}

export function ServerRow({ server, tools, test, signInEnd, isOpenAtFirst, actions }: ServerRowProps) {
  const { id, name, from, url, command, headerNames, isEnabled, isAuthorized, about, tools: offered, refusals } = server;
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const titleId = useId();
  const row = useRef<HTMLElement>(null);
  const isRunning = test?.isRunning === true;
  const agree = async (agreed: readonly OfferedTool[]) => {
    await actions.agree(server, agreed);
    handFocusOn(row.current, "[data-agree]", "[data-tools]");
  };
  const isOwn = from === "settings";
  const facts = [
    url ?? `program ${command}`,
    headerNames.length > 0 && (headerNames.length === 1 ? "1 header" : `${headerNames.length} headers`),
    isAuthorized && "signed in",
    about && `calls itself ${about.name} ${about.version}`,
  ].filter((fact) => typeof fact === "string");
  return (
    <article
      ref={row}
      id={`server-${id}`}
      tabIndex={-1}
      aria-labelledby={titleId}
      className="border-line border-b py-4 outline-none"
    >
      <div className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <h3 id={titleId} className={clsx("break-words font-medium text-[15px] leading-5", !isEnabled && "text-ink-soft")}>
            {name}
            {!isOwn && <span className="ml-2 font-normal text-ink-faint text-ui">from mcp.json: change it there</span>}
          </h3>
          <p className="mt-0.5 text-ink-faint [overflow-wrap:anywhere]">{facts.join(" · ")}</p>
        </div>
        <Switch label={`Use ${name}`} isOn={isEnabled} onChange={(isOn) => actions.turn(server, isOn)} className="-mt-1.5" />
      </div>
      <div className="mt-2">
        <ServerStand server={server} task={test} signInEnd={signInEnd} actions={actions} />
      </div>
      <div className="-ml-3 mt-1 flex flex-wrap">
        {offered.length > 0 && (
          <Button look="word" data-tools aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? "Hide the tools" : offered.some(needsAgreement) ? "Look at the tools" : "Show the tools"}
            <span className="sr-only"> of {name}</span>
          </Button>
        )}
        {isEnabled && (
          <Button
            look="word"
            aria-label={`Test ${name}`}
            aria-disabled={isRunning}
            onClick={isRunning ? undefined : () => actions.test(server)}
          >
            Test
          </Button>
        )}
        {isAuthorized && (
          <Button
            look="word"
            aria-label={`Sign out of ${name}`}
            onClick={() => void actions.signOut(server).then(() => handFocusOn(row.current))}
          >
            Sign out
          </Button>
        )}
        {isOwn && (
          <>
            <Button look="word" data-edit={id} aria-label={`Edit ${name}`} onClick={() => actions.edit(server)}>
              Edit
            </Button>
            <Button look="word" aria-label={`Remove ${name}`} onClick={() => actions.remove(server)}>
              Remove
            </Button>
          </>
        )}
      </div>
      {isOpen && offered.length > 0 && (
        <OfferedTools server={server} tools={tools} isBusy={isRunning} actions={actions.tool} onAgree={agree} />
      )}
      {isEnabled && refusals.length > 0 && (
        <ul className="mt-2 text-ink-faint [overflow-wrap:anywhere]">
          {refusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      )}
    </article>
  );
}
