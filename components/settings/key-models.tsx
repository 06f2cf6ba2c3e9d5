"use client";
import { useDeferredValue, useId, useMemo, useState } from "react";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { findModels } from "../composer/find-models.ts";
import { Choices } from "./choices.tsx";

interface KeyModelsProps {
  /** Null: all. */
  chosen: readonly string[] | null;
  problem: string | undefined;
  onChange(chosen: readonly string[] | null): void;
}

/** As many as can be gone through; the rest is found by name. */
const mostShown = 60;

/** Which models may be asked: all, those to come included, or some by name. */
export function KeyModels({ chosen, problem, onChange }: KeyModelsProps) {
  const { models } = useObservable(useApp().catalog);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const problemId = useId();
  const found = useMemo(() => findModels(models, asked).flatMap((group) => group.models), [models, asked]);
  const gone = (chosen ?? []).filter((id) => !models.some((model) => model.id === id));
  const turn = (id: string, isOn: boolean) =>
    onChange(isOn ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id));
  return (
    <div>
      <Choices
        legend="Models it may ask"
        name="key-models"
        className=""
        rows={[
          { value: "all", label: "All" },
          { value: "some", label: "Only some" },
        ]}
        chosen={chosen === null ? "all" : "some"}
        onChoose={(value) => onChange(value === "all" ? null : [])}
      />
      {chosen !== null && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset within a fieldset would be read twice
        <div role="group" aria-label="Models" aria-describedby={problem ? problemId : undefined} className="mt-2">
          <input
            type="search"
            aria-label="Find a model"
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? problemId : undefined}
            placeholder="Find a model"
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="h-9 w-full min-w-0 rounded-md border border-line-strong bg-paper-raised px-2.5 text-[14px] outline-offset-0 placeholder:text-ink-faint pointer-coarse:h-11 pointer-coarse:text-[16px]"
          />
          {problem && (
            <p id={problemId} className="mt-1.5 text-fail">
              {problem}
            </p>
          )}
          <ul className="mt-2 max-h-64 overflow-y-auto border-line border-y py-1">
            {gone.map((id) => (
              <ModelLine key={id} name={id} detail="not offered now" isOn onTurn={() => turn(id, false)} />
            ))}
            {found.slice(0, mostShown).map(({ id, name, connection }) => (
              <ModelLine
                key={id}
                name={name}
                detail={connection.name}
                isOn={chosen.includes(id)}
                onTurn={(isOn) => turn(id, isOn)}
              />
            ))}
            {found.length === 0 && <li className="py-1.5 text-ink-faint">No model by that name.</li>}
          </ul>
          <p role="status" className="mt-1.5 text-ink-faint">
            {chosen.length === 1 ? "1 chosen." : `${chosen.length} chosen.`}
            {found.length > mostShown && ` ${found.length - mostShown} more are found by name.`}
          </p>
        </div>
      )}
    </div>
  );
}

interface ModelLineProps {
  name: string;
  detail: string;
  isOn: boolean;
  onTurn(isOn: boolean): void;
}

function ModelLine({ name, detail, isOn, onTurn }: ModelLineProps) {
  return (
    <li>
      <label className="touch flex min-h-8 cursor-pointer items-center gap-2.5 px-1 has-focus-visible:bg-paper-sunken">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onTurn(event.target.checked)}
          className="size-3.5 shrink-0 accent-ink"
        />
        <span className="min-w-0 grow truncate">{name}</span>
        <span className="max-w-[40%] shrink-0 truncate text-ink-faint">{detail}</span>
      </label>
    </li>
  );
}
