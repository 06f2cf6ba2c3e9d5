"use client";
import clsx from "clsx";
import { useId, useState } from "react";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";
import { LastTest } from "./last-test.tsx";
import { TestSteps } from "./test-steps.tsx";
import { Trouble } from "./trouble.tsx";
import type { Test } from "./use-tests.ts";

export interface RowActions {
  turn(connection: ConnectionSummary, isOn: boolean): void;
  test(connection: ConnectionSummary): void;
  stop(connection: ConnectionSummary): void;
  edit(connection: ConnectionSummary): void;
  remove(connection: ConnectionSummary): void;
}

interface ConnectionRowProps {
  connection: ConnectionSummary;
  /** For people. */
  kindName: string;
  test: Test | null;
  actions: RowActions;
}

const origins = {
  settings: null,
  environment: "from the environment: change it there and restart",
  "built-in": "comes with Aloud",
};

export function ConnectionRow({ connection, kindName, test, actions }: ConnectionRowProps) {
  const { id, name, baseUrl, hasKey, keyTail, headerNames, isEnabled, isLocked, from, lastTest } = connection;
  /** Null: not chosen; a test that was begun on this page is open, an older one is not. */
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const titleId = useId();
  const isOwn = from === "settings";
  const steps = test && !test.isStopped ? test.steps : (lastTest?.steps ?? []);
  const isShown = test?.isRunning === true || (isOpen ?? test !== null);
  const facts = [
    kindName !== name && kindName,
    baseUrl,
    hasKey && (keyTail ? `key ends in ${keyTail}` : "with a key"),
    headerNames.length > 0 && (headerNames.length === 1 ? "1 header" : `${headerNames.length} headers`),
  ].filter((fact) => fact !== false && fact !== null);
  return (
    <article id={`connection-${id}`} aria-labelledby={titleId} className="border-line border-b py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <h2 id={titleId} className={clsx("break-words font-medium text-[15px] leading-5", !isEnabled && "text-ink-soft")}>
            {name}
            {origins[from] && <span className="ml-2 font-normal text-ink-faint text-ui">{origins[from]}</span>}
          </h2>
          {facts.length > 0 && <p className="mt-0.5 break-words text-ink-faint [overflow-wrap:anywhere]">{facts.join(" · ")}</p>}
        </div>
        {isOwn && (
          <Switch
            label={`Use ${name}`}
            isOn={isEnabled}
            onChange={(isOn) => actions.turn(connection, isOn)}
            className="-mt-1.5"
          />
        )}
      </div>
      <div className="mt-2">
        {isLocked ? (
          <Trouble
            message="The key can no longer be opened."
            detail="The secret of this installation has changed. Conversations stay readable; enter the key again to go on."
          >
            <Button onClick={() => actions.edit(connection)}>Enter the key</Button>
          </Trouble>
        ) : test?.error ? (
          <Trouble message={test.error.message} detail={test.error.suggestion} />
        ) : (
          <LastTest report={lastTest} isRunning={test?.isRunning === true} isEnabled={isEnabled} />
        )}
      </div>
      <div className="-ml-3 mt-1 flex flex-wrap">
        {test?.isRunning ? (
          <Button look="word" onClick={() => actions.stop(connection)} aria-label={`Stop the test of ${name}`}>
            Stop the test
          </Button>
        ) : (
          !isLocked && (
            <Button
              look="word"
              aria-label={`Test ${name}`}
              onClick={() => {
                setIsOpen(true);
                actions.test(connection);
              }}
            >
              Test
            </Button>
          )
        )}
        {steps.length > 0 && !test?.isRunning && (
          <Button look="word" aria-expanded={isShown} onClick={() => setIsOpen(!isShown)}>
            {isShown ? "Hide the steps" : "Show the steps"}
            <span className="sr-only"> of the test of {name}</span>
          </Button>
        )}
        {isOwn && (
          <>
            <Button look="word" data-edit={id} aria-label={`Edit ${name}`} onClick={() => actions.edit(connection)}>
              Edit
            </Button>
            <Button look="word" aria-label={`Remove ${name}`} onClick={() => actions.remove(connection)}>
              Remove
            </Button>
          </>
        )}
      </div>
      {isShown && (steps.length > 0 || test?.isRunning) && (
        <div className="mt-2">
          <TestSteps name={name} steps={steps} isRunning={test?.isRunning === true} />
        </div>
      )}
    </article>
  );
}
