"use client";
import { Plus } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import { patiently } from "#lib/client/patiently.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { Button } from "../ui/button.tsx";
import { type KeyDraft, toKeyPatch, toNewKey } from "./key-draft.ts";
import { KeyRow } from "./key-row.tsx";
import { MadeKeyCard } from "./made-key-card.tsx";
import { SectionHead } from "./section-head.tsx";
import { settingsScrollerId } from "./sections.ts";
import { Trouble } from "./trouble.tsx";
import { useApiKeys } from "./use-api-keys.ts";

const KeyForm = lazy(patiently(() => import("./key-form.tsx")));
const RemoveDialog = lazy(patiently(() => import("./remove-dialog.tsx")));

const home = "/settings/keys";

/**
 * The keys with which programs ask here. The address says what is shown: the list, the form of a new one (`?add`), or one that is changed
 * (`?edit=…`).
 */
export default function KeysSection({ first }: { first: readonly KeySummary[] }) {
  const { announcement, clock, madeKey } = useApp();
  const query = useSearchParams();
  const keys = useApiKeys(first);
  const made = useObservable(madeKey);
  const [deleting, setDeleting] = useState<KeySummary | null>(null);
  /** Where the focus goes when the list is shown again. */
  const leftAt = useRef<string | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const card = useRef<HTMLElement>(null);
  const edited = keys.all.find(({ id }) => id === query.get("edit")) ?? null;
  const isForm = edited !== null || query.has("add");
  const show = (search: string) => window.history.pushState(null, "", `${home}${search}`);

  // A form begins at its beginning, and so does the list after it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the one or the other is shown
  useEffect(() => {
    document.getElementById(settingsScrollerId)?.scrollTo(0, 0);
  }, [isForm]);
  useEffect(() => {
    const place = leftAt.current;
    if (isForm || place === null) return;
    leftAt.current = null;
    const found = place === "card" ? card.current : document.querySelector<HTMLElement>(place);
    (found ?? title.current)?.focus();
    found?.scrollIntoView({ block: "nearest" });
  }, [isForm]);

  if (isForm) {
    const close = () => {
      leftAt.current = edited ? `[data-edit="${edited.id}"]` : "[data-add]";
      show("");
    };
    const save = async (draft: KeyDraft) => {
      if (edited === null) {
        const { name } = await keys.create(toNewKey(draft, clock.now()));
        leftAt.current = "card";
        announcement.set(`${name} is made. Its key is shown this once`);
      } else {
        const patch = toKeyPatch(draft, edited, clock.now());
        if (patch) await keys.update(edited.id, patch);
        leftAt.current = `[data-edit="${edited.id}"]`;
        announcement.set(patch ? "Saved" : "Nothing was changed");
      }
      window.history.replaceState(null, "", home);
    };
    return (
      <Suspense fallback={<SectionHead title={edited?.name ?? "Make a key"} />}>
        <KeyForm key={edited?.id ?? "new"} apiKey={edited} onSave={save} onClose={close} />
      </Suspense>
    );
  }
  return (
    <>
      <SectionHead ref={title} title="API keys">
        With a key a program asks your models here, and you can watch it think. How much of that thinking leaves with its answers,
        each key says: nothing, unless you allow it.
      </SectionHead>
      <div className="mt-5">
        <Button data-add look="solid" onClick={() => show("?add")}>
          <Plus size={15} strokeWidth={2} aria-hidden />
          Make a key
        </Button>
      </div>
      {made && (
        <MadeKeyCard
          made={made}
          ref={card}
          onDone={() => {
            madeKey.set(null);
            requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-edit="${made.id}"]`)?.focus());
          }}
        />
      )}
      {keys.error && (
        <div className="mt-6">
          <Trouble message={`The list may be old. ${keys.error.message}`} detail={keys.error.suggestion}>
            <Button onClick={() => void keys.refresh()}>Retry</Button>
          </Trouble>
        </div>
      )}
      {keys.all.length === 0 ? (
        <p className="mt-8 border-line border-t pt-4 text-ink-faint">There is no key yet, so no program can ask here.</p>
      ) : (
        <div className="mt-8 border-line border-t">
          {keys.all.map((key) => (
            <KeyRow key={key.id} apiKey={key} onChange={() => show(`?edit=${key.id}`)} onDelete={() => setDeleting(key)} />
          ))}
        </div>
      )}
      {deleting && (
        <Suspense>
          <RemoveDialog
            name={deleting.name}
            word="Delete"
            onClose={() => setDeleting(null)}
            onRemove={async () => {
              await keys.remove(deleting.id);
              setDeleting(null);
              announcement.set(`${deleting.name} is deleted`);
              requestAnimationFrame(() => title.current?.focus());
            }}
          >
            From now on it opens nothing, and an answer it is getting ends. The conversations it began stay as they are. This
            cannot be undone.
          </RemoveDialog>
        </Suspense>
      )}
    </>
  );
}
