"use client";
import clsx from "clsx";
import { Check } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { findModels, marksOf } from "./find-models.ts";
import type { ModelPickerProps } from "./model-picker.tsx";

interface ModelListProps extends ModelPickerProps {
  onClose(): void;
  /** The word that opened the list; it takes the focus back. */
  button: RefObject<HTMLButtonElement | null>;
}

/** From this many models on they can be searched. */
const searchableFrom = 9;

/** The models to choose from. Loaded through `model-picker.tsx`. */
export default function ModelList({ models, choice, onChoose, onClose, button }: ModelListProps) {
  const [query, setQuery] = useState("");
  const [activeId, setActiveId] = useState(choice.modelId);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const groups = findModels(models, query);
  const found = groups.flatMap((group) => group.models);
  const active = found.find((model) => model.id === activeId) ?? found[0];
  const isSearchable = models.length >= searchableFrom;
  const optionId = (id: string) => `${listId}-${found.findIndex((model) => model.id === id)}`;

  const showActive = () => list.current?.querySelector("[data-active=true]")?.scrollIntoView({ block: "nearest" });
  const choose = (id: string) => {
    onChoose(id);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = active ? found.indexOf(active) : -1;
    const targets: Record<string, number> = { ArrowDown: place + 1, ArrowUp: place - 1 };
    if (event.key === "Enter" && active) {
      event.preventDefault();
      return choose(active.id);
    }
    const target = found[targets[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    setActiveId(target.id);
    requestAnimationFrame(showActive);
  };
  const combo = {
    "aria-controls": listId,
    "aria-activedescendant": active ? optionId(active.id) : undefined,
    onKeyDown,
  };

  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={button} />
      <Popover.Portal>
        <Popover.Content
          aria-label="Model"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            requestAnimationFrame(showActive);
            if (isSearchable) return;
            event.preventDefault();
            list.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body) button.current?.focus();
          }}
          onInteractOutside={(event) => {
            if (button.current?.contains(event.target as Node)) event.preventDefault();
          }}
          className="z-50 flex max-h-[min(26rem,var(--radix-popover-content-available-height))] w-[min(22rem,calc(100vw-2rem))] flex-col rounded-lg border border-line bg-paper-raised text-ink shadow-float outline-none"
        >
          {isSearchable && (
            <input
              role="combobox"
              aria-expanded
              aria-label="Find a model"
              placeholder="Find a model"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              {...combo}
              className="h-10 shrink-0 border-line border-b bg-transparent px-3 text-ui outline-none placeholder:text-ink-faint"
            />
          )}
          <div
            ref={list}
            id={listId}
            role="listbox"
            tabIndex={isSearchable ? -1 : 0}
            aria-label="Models"
            {...(isSearchable ? {} : combo)}
            className="min-h-0 overflow-y-auto p-1 outline-none"
          >
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: options are grouped with a group, not a fieldset.
              <div key={group.name} role="group" aria-label={group.name}>
                <p aria-hidden className="px-2 pt-2 pb-1 text-ink-faint">
                  {group.name}
                </p>
                {group.models.map((model) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for its options.
                  // biome-ignore lint/a11y/useFocusableInteractive: options are named by aria-activedescendant.
                  <div
                    key={model.id}
                    id={optionId(model.id)}
                    role="option"
                    aria-selected={model.id === choice.modelId}
                    data-active={model === active}
                    onPointerMove={() => setActiveId(model.id)}
                    onClick={() => choose(model.id)}
                    className={clsx(
                      "touch flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5",
                      model === active && "bg-paper-sunken",
                    )}
                  >
                    <span className="min-w-0 grow">
                      <span className="block truncate">{model.name}</span>
                      <span className="block truncate text-ink-faint">{marksOf(model)}</span>
                    </span>
                    <Check size={15} className={clsx("shrink-0", model.id !== choice.modelId && "invisible")} aria-hidden />
                  </div>
                ))}
              </div>
            ))}
            {found.length === 0 && <p className="px-2 py-3 text-ink-faint">No model by that name.</p>}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
