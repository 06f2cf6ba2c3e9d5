"use client";
import { type FormEvent, useRef, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { useUtcOffset } from "#lib/client/use-utc-offset.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { listSentence, readDollars, writeDollars } from "./price-words.ts";
import { Trouble } from "./trouble.tsx";

interface PriceDialogProps {
  model: ModelInfo;
  onClose(): void;
}

type PriceField = "input" | "output" | "cachedInput";

const fieldNames: Record<PriceField, string> = { input: "Input", output: "Output", cachedInput: "Cached input" };

/** The owner's own price of a model, instead of the list's. */
export default function PriceDialog({ model, onClose }: PriceDialogProps) {
  const app = useApp();
  const { listPrices } = useObservable(app.catalog);
  const own = app.settings.get().prices[model.id];
  const listPrice = model.price?.from === "list" ? model.price : (listPrices[model.id] ?? null);
  const first = own ?? listPrice;
  const [texts, setTexts] = useState<Record<PriceField, string>>(() => ({
    input: writeDollars(first?.input),
    output: writeDollars(first?.output),
    cachedInput: writeDollars(first?.cachedInput),
  }));
  const [problems, setProblems] = useState<Partial<Record<PriceField, string>>>({});
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const utcOffset = useUtcOffset(app.start.utcOffset);

  const store = async (price: Settings["prices"][string] | null) => {
    if (isSaving) return;
    setIsSaving(true);
    setFailure(null);
    try {
      // Another page may have stored other prices meanwhile: all of them are stored together.
      await app.settings.refresh();
      const { [model.id]: _, ...others } = app.settings.get().prices;
      await app.settings.change({ prices: price === null ? others : { ...others, [model.id]: price } });
      await app.catalog.refresh();
      app.announcement.set(price === null ? `${model.name} has the list's price` : `The price of ${model.name} is saved`);
      onClose();
    } catch (error) {
      setFailure(asApiError(error));
      setIsSaving(false);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const [input, output, cachedInput] = [readDollars(texts.input), readDollars(texts.output), readDollars(texts.cachedInput)];
    const wrong = "Enter dollars, for example 1.25.";
    const found = {
      ...((input === undefined || input === null) && { input: wrong }),
      ...((output === undefined || output === null) && { output: wrong }),
      ...(cachedInput === undefined && { cachedInput: wrong }),
    };
    setProblems(found);
    if (typeof input !== "number" || typeof output !== "number" || cachedInput === undefined) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    const asOf = new Date(app.clock.now() + utcOffset * 60_000).toISOString().slice(0, 10);
    void store({ input, output, cachedInput, asOf });
  };
  const field = (name: PriceField, hint?: string) => (
    <Field
      key={name}
      className="min-w-0 flex-1"
      label={fieldNames[name]}
      inputMode="decimal"
      data-first={name === "input" ? true : undefined}
      autoComplete="off"
      value={texts[name]}
      problem={problems[name]}
      hint={hint}
      onChange={(event) => {
        setTexts((before) => ({ ...before, [name]: event.target.value }));
        setProblems((before) => ({ ...before, [name]: undefined }));
      }}
    />
  );
  return (
    <Dialog title={`Price of ${model.name}`} onClose={onClose}>
      <p className="text-ink-soft">{listSentence(listPrice)}</p>
      <form ref={form} noValidate onSubmit={save} className="mt-5">
        <p className="mb-3 font-medium">Your own price, in US dollars per million tokens</p>
        <div className="flex gap-3 max-sm:flex-col">
          {field("input")}
          {field("output")}
          {field("cachedInput", "Empty: as input")}
        </div>
        {failure && (
          <div className="mt-4">
            <Trouble message={failure.message} detail={`What you typed is still here. ${failure.suggestion}`} />
          </div>
        )}
        <p className="mt-4 text-ink-faint">Holds for answers from now on. What was reckoned before keeps its price.</p>
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          {own && (
            <Button className="mr-auto" onClick={() => void store(null)}>
              {listPrice ? "Use the list’s price" : "Remove my price"}
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="solid" type="submit" aria-disabled={isSaving}>
            {isSaving ? "Saving" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
