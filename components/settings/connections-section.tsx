"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import type { ConnectionList } from "#lib/client/connections-api.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { type ConnectionDraft, toNewConnection, toPatch } from "./connection-draft.ts";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionsList } from "./connections-list.tsx";
import { KindGrid } from "./kind-grid.tsx";
import { useConnections } from "./use-connections.ts";
import { useTests } from "./use-tests.ts";

const home = "/settings/connections";

/**
 * The providers that are connected. The address says what is shown: the list, the kinds (`?add`), what a new one needs
 * (`?add=anthropic`), or one that is changed (`?edit=…`), so that the browser's way back is the way back here too.
 */
export function ConnectionsSection({ first }: { first: ConnectionList }) {
  const app = useApp();
  const router = useRouter();
  const query = useSearchParams();
  const connections = useConnections(first);
  const tests = useTests(connections.api, (id, lastTest) => {
    connections.put(id, { lastTest });
    void app.catalog.refresh();
  });
  const added = query.get("add");
  const edited = connections.all.find(({ id, from }) => id === query.get("edit") && from === "settings") ?? null;
  const kindName = added ?? edited?.kind;
  const kind = first.kinds.find((one) => one.kind === kindName) ?? null;
  /** What was made on this page stays in the form it was made in. */
  const made = useRef<string | null>(null);
  /** Where the focus goes when the list is shown again. */
  const leftAt = useRef<string | null>(null);

  const show = (search: string) => window.history.pushState(null, "", `${home}${search}`);
  const { look } = connections;
  const isLookingWanted = query.has("look") || first.suggestsDiscovery;
  useEffect(() => {
    if (isLookingWanted) void look();
  }, [isLookingWanted, look]);

  const close = () => {
    leftAt.current = edited ? `[data-edit="${edited.id}"]` : "[data-add]";
    show("");
  };
  const save = async (draft: ConnectionDraft) => {
    if (kind === null) throw new Error("There is no form without a kind.");
    if (edited === null) {
      const connection = await connections.create(toNewConnection(draft, kind));
      made.current = connection.id;
      window.history.replaceState(null, "", `${home}?edit=${connection.id}`);
      tests.start(connection);
      return connection;
    }
    const patch = toPatch(draft, edited);
    const connection = patch ? await connections.update(edited.id, patch) : edited;
    tests.start(connection);
    return connection;
  };
  const use = (modelId: string) => {
    app.preferences.change({ modelId });
    app.freshSession().setModel(modelId);
    router.push("/");
  };

  if (kind && (added || edited)) {
    return (
      <ConnectionForm
        key={edited && edited.id !== made.current ? edited.id : `new ${kind.kind}`}
        kind={kind}
        connection={edited}
        test={edited && tests.of(edited.id)}
        onSave={save}
        onTest={() => edited && tests.start(edited)}
        onStop={() => edited && tests.stop(edited.id)}
        onUse={use}
        onClose={close}
      />
    );
  }
  if (added !== null) {
    return <KindGrid kinds={first.kinds} onChoose={(chosen) => show(`?add=${chosen}`)} onClose={close} />;
  }
  return (
    <ConnectionsList
      kinds={first.kinds}
      connections={connections}
      tests={tests}
      focusAt={leftAt}
      onAdd={() => show("?add")}
      onEdit={({ id }: ConnectionSummary) => {
        made.current = null;
        show(`?edit=${id}`);
      }}
    />
  );
}
