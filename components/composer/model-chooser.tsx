"use client";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { withUnlisted } from "#lib/client/choose-model.ts";
import { rowTops } from "#lib/client/list-window.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { findModels } from "./find-models.ts";
import { ModelListFooter } from "./model-list-footer.tsx";
import { ModelOptions } from "./model-options.tsx";
import type { ModelPickerProps } from "./model-picker.tsx";
import { modelRows, rowHeights } from "./model-rows.ts";
import { nameOffers } from "./name-offers.ts";

interface ModelChooserProps extends ModelPickerProps {
  onClose(): void;
}

/** From this many models on they can be searched. */
const searchableFrom = 9;
const pageOfRows = 8;

/** Finds, marks and chooses a model by keys and by pointer. Only the rows in view are drawn. */
export function ModelChooser({ choice, none, onChoose, onClose }: ModelChooserProps) {
  const app = useApp();
  const known = useObservable(app.catalog);
  const { favouriteModelIds } = useObservable(app.settings);
  // A mark made here moves its row only when the list is opened again.
  const [firstFavourites] = useState(favouriteModelIds);
  const [query, setQuery] = useState("");
  const [activeId, setActiveId] = useState(choice?.modelId ?? "");
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();

  const chosenId = choice?.modelId ?? "";
  const models = useMemo(
    () => withUnlisted(known, [chosenId, ...known.named, ...firstFavourites]),
    [known, chosenId, firstFavourites],
  );
  const isNoneShown = none !== undefined && query.trim() === "";
  const rows = useMemo(
    () =>
      modelRows(
        findModels(models, query, firstFavourites),
        isNoneShown ? none.name : null,
        nameOffers(models, known.connections, query),
      ),
    [models, known.connections, query, firstFavourites, isNoneShown, none?.name],
  );
  const tops = useMemo(() => rowTops(rows.map(({ kind }) => rowHeights[kind])), [rows]);
  const options = useMemo(() => rows.filter(({ kind }) => kind !== "heading"), [rows]);
  const place = Math.max(
    0,
    options.findIndex(({ id }) => id === activeId),
  );
  const active = options[place];
  const takesNames = known.connections.some(({ unlisted }) => unlisted !== null);
  const isSearchable = takesNames || models.length >= searchableFrom;

  const show = (id: string, isCentred = false) => {
    const element = list.current;
    const index = rows.findIndex((row) => row.id === id && row.kind !== "heading");
    const [top = 0, bottom = 0] = [tops[index], tops[index + 1]];
    if (!element || index === -1) return;
    const { scrollTop, clientHeight } = element;
    if (isCentred) element.scrollTop = top - clientHeight / 2;
    // The heading above the first row of a group comes into view with it.
    else if (top - rowHeights.heading < scrollTop) element.scrollTop = top - rowHeights.heading;
    else if (bottom + 4 > scrollTop + clientHeight) element.scrollTop = bottom + 4 - clientHeight;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list is opened.
  useEffect(() => {
    // A finger that opened it wants to see the list, not the keyboard.
    const isTouched = window.matchMedia("(pointer: coarse)").matches;
    (isSearchable && !isTouched ? field : list).current?.focus();
    if (active) show(active.id, true);
  }, []);

  const chooseRow = (id: string) => {
    if (id === "") none?.onChoose();
    else {
      if (rows.some((row) => row.kind === "offer" && row.id === id)) app.catalog.name(id);
      onChoose(id);
    }
    onClose();
  };
  const mark = (id: string) => {
    const name = models.find((model) => model.id === id)?.name;
    if (name === undefined) return;
    app.toggleFavourite(id);
    const isMarked = app.settings.get().favouriteModelIds.includes(id);
    app.announcement.set(isMarked ? `${name} is a favourite` : `${name} is no longer a favourite`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && active) {
      event.preventDefault();
      return event.shiftKey ? mark(active.id) : chooseRow(active.id);
    }
    const last = options.length - 1;
    const targets: Record<string, number> = {
      ArrowDown: Math.min(last, place + 1),
      ArrowUp: Math.max(0, place - 1),
      PageDown: Math.min(last, place + pageOfRows),
      PageUp: Math.max(0, place - pageOfRows),
    };
    const target = options[targets[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    setActiveId(target.id);
    show(target.id);
  };
  const combo = {
    "aria-controls": listId,
    "aria-describedby": `${listId}-hint`,
    "aria-activedescendant": active ? `${listId}-${place}` : undefined,
    onKeyDown,
  };

  return (
    <>
      <p id={`${listId}-hint`} className="sr-only">
        Enter chooses, Shift and Enter mark a favourite.
      </p>
      {isSearchable && (
        <input
          ref={field}
          role="combobox"
          aria-expanded
          aria-label="Find a model"
          placeholder={takesNames ? "Find a model, or name one" : "Find a model"}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActiveId("");
            if (list.current) list.current.scrollTop = 0;
          }}
          {...combo}
          className="h-10 shrink-0 border-line border-b bg-transparent px-3 text-ui outline-none placeholder:text-ink-faint pointer-coarse:text-[16px]"
        />
      )}
      {choice?.model === null && choice.modelId !== "" && (
        <p className="shrink-0 break-words border-line border-b px-3 py-2 text-ink-soft">
          <span className="font-medium text-ink">{choice.modelName}</span> is no longer available here. Choose another.
        </p>
      )}
      <ModelOptions
        ref={list}
        id={listId}
        rows={rows}
        tops={tops}
        count={options.length}
        activeId={active?.id ?? null}
        chosenId={chosenId}
        favouriteIds={favouriteModelIds}
        keyboard={isSearchable ? {} : { tabIndex: 0, ...combo }}
        onPoint={setActiveId}
        onChoose={chooseRow}
        onMark={mark}
      />
      <ModelListFooter onLeave={onClose} />
    </>
  );
}
