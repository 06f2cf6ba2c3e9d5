"use client";
import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useRef } from "react";
import { patiently } from "#lib/client/patiently.ts";
import { OwnToolList } from "./own-tool-list.tsx";
import { SectionHead } from "./section-head.tsx";
import type { ServerDraft } from "./server-draft.ts";
import { toNewServer, toServerPatch } from "./server-draft.ts";
import { ToolServers } from "./tool-servers.tsx";
import { type ToolboxFirst, useToolbox } from "./use-toolbox.ts";

const ServerForm = lazy(patiently(() => import("./server-form.tsx")));

const home = "/settings/tools";

/**
 * What a model may use while it thinks. The address says what is shown: the lists, the form of a new server (`?add`), one that
 * is changed (`?edit=…`), or the lists with one server's tools open (`?server=…`).
 */
export default function ToolsSection({ first }: { first: ToolboxFirst }) {
  const query = useSearchParams();
  const toolbox = useToolbox(first);
  /** Where the focus goes when the lists are shown again. */
  const leftAt = useRef<string | null>(null);
  const edited = toolbox.servers.find(({ id, from }) => id === query.get("edit") && from === "settings") ?? null;
  const show = (search: string) => window.history.pushState(null, "", `${home}${search}`);

  if (edited || query.has("add")) {
    const close = () => {
      leftAt.current = edited ? `[data-edit="${edited.id}"]` : "[data-add-server]";
      show("");
    };
    const save = async (draft: ServerDraft) => {
      const patch = edited && toServerPatch(draft, edited);
      const saved = edited
        ? patch
          ? await toolbox.updateServer(edited.id, patch)
          : edited
        : await toolbox.createServer(toNewServer(draft));
      leftAt.current = `#server-${saved.id}`;
      window.history.replaceState(null, "", `${home}?server=${saved.id}`);
    };
    return (
      <Suspense fallback={<SectionHead title={edited?.name ?? "Add a tool server"} />}>
        <ServerForm key={edited?.id ?? "new"} server={edited} onSave={save} onClose={close} />
      </Suspense>
    );
  }
  return (
    <>
      <SectionHead title="Tools">
        What a model may use while it thinks. A tool that may change something asks you before it runs.
      </SectionHead>
      <OwnToolList toolbox={toolbox} />
      <ToolServers
        toolbox={toolbox}
        openId={query.get("server")}
        signInEnd={query.get("authorization")}
        focusAt={leftAt}
        onAdd={() => show("?add")}
        onEdit={(id) => show(`?edit=${id}`)}
      />
    </>
  );
}
