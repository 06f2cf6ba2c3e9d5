"use client";
import { RotateCw } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { findModels } from "../composer/find-models.ts";
import { Button } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { ModelTable } from "./model-table.tsx";
import { NewConversationFields } from "./new-conversation-fields.tsx";
import { SectionHead } from "./section-head.tsx";
import { Trouble } from "./trouble.tsx";

const PriceDialog = lazy(patiently(() => import("./price-dialog.tsx")));

/** What new conversations begin with; then every model: whether it is a favourite, what it can do, and what it costs. */
export function ModelsSection() {
  const app = useApp();
  const { models, problems, error, isRefreshing } = useObservable(app.catalog);
  const { favouriteModelIds } = useObservable(app.settings);
  // A mark made here moves its row only when the page is opened again.
  const [firstFavourites] = useState(favouriteModelIds);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const groups = useMemo(() => findModels(models, asked, firstFavourites), [models, asked, firstFavourites]);
  const count = groups.reduce((sum, group) => sum + group.models.length, 0);
  const [pricedId, setPricedId] = useState<string | null>(null);
  const priced = models.find(({ id }) => id === pricedId);
  const refresh = async () => {
    await app.catalog.refresh({ isFresh: true });
    app.announcement.set(app.catalog.get().error?.message ?? `${app.catalog.get().models.length} models`);
  };
  return (
    <>
      <SectionHead title="Models">
        Favourites stand first wherever a model is chosen. Prices are in US dollars per million tokens; where none is known, no
        cost is shown.
      </SectionHead>
      <NewConversationFields />
      <section aria-labelledby="all-models" className="mt-10">
        <div className="flex items-center justify-between gap-3">
          <h2 id="all-models" className="font-medium text-[14px]">
            All models
          </h2>
          <Button
            look="word"
            className="-mr-3"
            aria-disabled={isRefreshing}
            onClick={isRefreshing ? undefined : () => void refresh()}
          >
            <RotateCw size={14} strokeWidth={1.75} aria-hidden />
            {isRefreshing ? "Refreshing" : "Refresh"}
          </Button>
        </div>
        {error && <Trouble message={error.message} detail={error.suggestion} />}
        {problems.map(({ connectionId, name, message, suggestion }) => (
          <div key={connectionId} className="my-2">
            <Trouble message={`${name}: ${message}`} detail={suggestion}>
              <PageLink
                href={`/settings/connections?edit=${connectionId}`}
                className="shrink-0 text-accent underline underline-offset-2"
              >
                Open its settings
              </PageLink>
            </Trouble>
          </div>
        ))}
        <div className="mt-2 flex items-center gap-3">
          <input
            type="search"
            aria-label="Find a model"
            placeholder="Find a model"
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="h-9 w-full min-w-0 rounded-md border border-line-strong bg-paper-raised px-2.5 text-[14px] outline-offset-0 placeholder:text-ink-faint pointer-coarse:h-11 pointer-coarse:text-[16px]"
          />
          <p role="status" className="tabular shrink-0 text-ink-faint">
            {count === models.length ? countWords(count) : `${count.toLocaleString("en-US")} of ${countWords(models.length)}`}
          </p>
        </div>
        {count === 0 ? (
          <p className="py-6 text-ink-faint">No model by that name.</p>
        ) : (
          <ModelTable groups={groups} favouriteIds={favouriteModelIds} onMark={app.toggleFavourite} onPrice={setPricedId} />
        )}
      </section>
      {priced && (
        <Suspense>
          <PriceDialog model={priced} onClose={() => setPricedId(null)} />
        </Suspense>
      )}
    </>
  );
}

function countWords(count: number): string {
  return count === 1 ? "1 model" : `${count.toLocaleString("en-US")} models`;
}
