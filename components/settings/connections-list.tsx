"use client";
import { Plus, Search } from "lucide-react";
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { asApiError } from "#lib/client/api-error.ts";
import type { KindRow } from "#lib/client/connections-api.ts";
import { patiently } from "#lib/client/patiently.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { FoundServer } from "#lib/connections/find-local.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { ConnectionRow, type RowActions } from "./connection-row.tsx";
import { FoundServers } from "./found-servers.tsx";
import { afterConnection } from "./removal-words.ts";
import { SectionHead } from "./section-head.tsx";
import { Trouble } from "./trouble.tsx";
import type { Connections } from "./use-connections.ts";
import type { Tests } from "./use-tests.ts";

const RemoveDialog = lazy(patiently(() => import("./remove-dialog.tsx")));

interface ConnectionsListProps {
  kinds: readonly KindRow[];
  connections: Connections;
  tests: Tests;
  /** What takes the focus when the list is shown again; emptied once it has it. */
  focusAt: RefObject<string | null>;
  onAdd(): void;
  onEdit(connection: ConnectionSummary): void;
}

export function ConnectionsList({ kinds, connections, tests, focusAt, onAdd, onEdit }: ConnectionsListProps) {
  const { notices, announcement } = useApp();
  const [removing, setRemoving] = useState<ConnectionSummary | null>(null);
  const [adding, setAdding] = useState<string | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { all, discovery, error } = connections;
  const isLonely = all.every(({ from }) => from === "built-in");

  useEffect(() => {
    if (focusAt.current === null) return;
    (document.querySelector<HTMLElement>(focusAt.current) ?? title.current)?.focus();
    focusAt.current = null;
  }, [focusAt]);

  const say = (thrown: unknown) => {
    const { message, suggestion } = asApiError(thrown);
    notices.show({ message, detail: suggestion });
  };
  const actions: RowActions = {
    turn: (connection, isEnabled) => {
      connections.put(connection.id, { isEnabled });
      connections.update(connection.id, { isEnabled }).then(
        () => announcement.set(`${connection.name} is turned ${isEnabled ? "on" : "off"}`),
        (thrown) => {
          connections.put(connection.id, { isEnabled: !isEnabled });
          say(thrown);
        },
      );
    },
    test: tests.start,
    stop: ({ id }) => tests.stop(id),
    edit: onEdit,
    remove: setRemoving,
  };
  const add = async ({ kind, name, baseUrl }: FoundServer) => {
    setAdding(baseUrl);
    try {
      const made = await connections.create({ kind, name, baseUrl });
      announcement.set(`${made.name} is connected`);
      tests.start(made);
    } catch (thrown) {
      say(thrown);
    } finally {
      setAdding(null);
    }
  };
  const kindName = ({ kind }: ConnectionSummary) => kinds.find((one) => one.kind === kind)?.name ?? "Knows sums, not the world";

  return (
    <>
      <SectionHead ref={title} title="Connections">
        {isLonely
          ? "No provider is connected yet: the built-in model knows sums, not the world. Add one with its key, or use a server that runs on this machine."
          : "Whose models you can ask. Keys are kept sealed on this machine and never shown again."}
      </SectionHead>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button data-add look="solid" onClick={onAdd}>
          <Plus size={15} strokeWidth={2} aria-hidden />
          Add a provider
        </Button>
        <Button onClick={() => void connections.look()}>
          <Search size={14} strokeWidth={1.75} aria-hidden />
          Look for servers on this machine
        </Button>
      </div>
      {(discovery.isLooking || discovery.found !== null || discovery.error !== null) && (
        <FoundServers
          discovery={discovery}
          adding={adding}
          isConnected={({ isConnected, baseUrl }) => isConnected || all.some((one) => one.baseUrl === baseUrl)}
          onAdd={(server) => void add(server)}
        />
      )}
      {error && (
        <div className="mt-6">
          <Trouble message={`The list may be old. ${error.message}`} detail={error.suggestion}>
            <Button onClick={() => void connections.refresh()}>Retry</Button>
          </Trouble>
        </div>
      )}
      <div className="mt-8 border-line border-t">
        {all.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            kindName={kindName(connection)}
            test={tests.of(connection.id)}
            actions={actions}
          />
        ))}
      </div>
      {removing && (
        <Suspense>
          <RemoveDialog
            name={removing.name}
            onClose={() => setRemoving(null)}
            onRemove={async () => {
              await connections.remove(removing.id);
              setRemoving(null);
              announcement.set(`${removing.name} is removed`);
              requestAnimationFrame(() => title.current?.focus());
            }}
          >
            {afterConnection(removing)}
          </RemoveDialog>
        </Suspense>
      )}
    </>
  );
}
