"use client";
import { Plus } from "lucide-react";
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import { Button } from "../ui/button.tsx";
import { afterServer } from "./removal-words.ts";
import { ServerRow } from "./server-row.tsx";
import { isSignInEnd, type SignInEnd, signInWords } from "./server-words.ts";
import { Trouble } from "./trouble.tsx";
import { useServerActions } from "./use-server-actions.ts";
import type { Toolbox } from "./use-toolbox.ts";

const RemoveDialog = lazy(patiently(() => import("./remove-dialog.tsx")));

interface ToolServersProps {
  toolbox: Toolbox;
  /** Whose tools are open from the start. */
  openId: string | null;
  /** What came of sending the person to sign in there, as the address says it. */
  signInEnd: string | null;
  /** What takes the focus when the list is shown again; emptied once it has it. */
  focusAt: RefObject<string | null>;
  onAdd(): void;
  onEdit(id: string): void;
}

/** The servers whose tools may be used beside those that come with the application. */
export function ToolServers({ toolbox, openId, signInEnd, focusAt, onAdd, onEdit }: ToolServersProps) {
  const { announcement } = useApp();
  const [removing, setRemoving] = useState<ServerSummary | null>(null);
  /** The address says it once: who loads the page again was not sent anywhere. */
  const [signIn] = useState<SignInEnd | null>(() => (isSignInEnd(signInEnd) ? signInEnd : null));
  const actions = useServerActions(toolbox);
  const title = useRef<HTMLHeadingElement>(null);
  const { servers, fileProblems } = toolbox;

  useEffect(() => {
    const place = focusAt.current ?? (signIn && openId ? `#server-${openId}` : null);
    focusAt.current = null;
    if (place === null) return;
    const found = document.querySelector<HTMLElement>(place) ?? title.current;
    found?.focus();
    found?.scrollIntoView({ block: "nearest" });
    if (signIn === null) return;
    announcement.set(signInWords[signIn].message);
    window.history.replaceState(null, "", `/settings/tools?server=${openId}`);
  }, [focusAt, signIn, openId, announcement]);

  return (
    <section aria-labelledby="tool-servers" className="mt-12">
      <h2 ref={title} id="tool-servers" tabIndex={-1} className="font-medium text-[14px] outline-none">
        Tool servers
      </h2>
      <p className="mt-1 max-w-[42rem] text-ink-soft">
        Servers that speak the Model Context Protocol bring tools of their own. What a server says of its tools is read by the
        model: nothing of it is used before you have agreed to it.
      </p>
      <Button data-add-server className="mt-3" onClick={onAdd}>
        <Plus size={15} strokeWidth={2} aria-hidden />
        Add a tool server
      </Button>
      {fileProblems.map(({ name, message }) => (
        <div key={`${name} ${message}`} className="mt-4">
          <Trouble message={message} detail="Change it in mcp.json, in the data directory. It is read again by itself." />
        </div>
      ))}
      {servers.length > 0 && (
        <div className="mt-5 border-line border-t">
          {servers.map((server) => (
            <ServerRow
              key={server.id}
              server={server}
              tools={toolbox.tools}
              test={actions.testOf(server.id)}
              signInEnd={server.id === openId ? signIn : null}
              isOpenAtFirst={server.id === openId}
              actions={{ ...actions, edit: ({ id }) => onEdit(id), remove: setRemoving }}
            />
          ))}
        </div>
      )}
      {removing && (
        <Suspense>
          <RemoveDialog
            name={removing.name}
            onClose={() => setRemoving(null)}
            onRemove={async () => {
              await toolbox.removeServer(removing.id);
              setRemoving(null);
              announcement.set(`${removing.name} is removed`);
              requestAnimationFrame(() => title.current?.focus());
            }}
          >
            {afterServer(removing)}
          </RemoveDialog>
        </Suspense>
      )}
    </section>
  );
}
