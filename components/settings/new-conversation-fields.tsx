"use client";
import { asApiError } from "#lib/client/api-error.ts";
import { chooseModel } from "#lib/client/choose-model.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { type Effort, efforts } from "#lib/core/effort.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { effortWords } from "../composer/effort-words.ts";
import { ModelPicker } from "../composer/model-picker.tsx";
import { PickerWord } from "../composer/picker-word.tsx";
import { Menu } from "../ui/menu.tsx";

const lastModel = "The model used last";
const lastEffort = "The effort used last";

/** What every new conversation begins with. */
export function NewConversationFields() {
  const app = useApp();
  const known = useObservable(app.catalog);
  const { fixedModelId, fixedEffort } = useObservable(app.settings);
  const change = (patch: Partial<Settings>) => {
    app.settings.change(patch).catch((error) => {
      const { message, suggestion } = asApiError(error);
      app.notices.show({ message, detail: suggestion });
    });
  };
  const choice = fixedModelId === null ? null : chooseModel(known, fixedModelId, fixedEffort);
  // Of a model that is fixed only what it knows; else every one, and each model takes the nearest it has.
  const offered: readonly Effort[] = choice?.model && choice.model.efforts.length > 1 ? choice.model.efforts : efforts;
  const effortName = fixedEffort === null ? lastEffort : effortWords[fixedEffort].name;
  return (
    <section aria-labelledby="new-conversations" className="mt-6">
      <h2 id="new-conversations" className="font-medium text-[14px]">
        New conversations begin with
      </h2>
      <dl className="mt-2 divide-y divide-line border-line border-y">
        <div className="flex min-h-11 items-center gap-4 py-1">
          <dt className="w-20 shrink-0 text-ink-faint">Model</dt>
          <dd className="-ml-2 min-w-0">
            <ModelPicker
              choice={choice}
              none={{ name: lastModel, onChoose: () => change({ fixedModelId: null }) }}
              onChoose={(id) => change({ fixedModelId: id })}
            />
          </dd>
        </div>
        <div className="flex min-h-11 items-center gap-4 py-1">
          <dt className="w-20 shrink-0 text-ink-faint">Effort</dt>
          <dd className="-ml-2 min-w-0">
            <Menu
              button={<PickerWord aria-label={`Effort: ${effortName}`}>{effortName}</PickerWord>}
              groups={[
                {
                  items: [{ label: lastEffort, isChosen: fixedEffort === null, onSelect: () => change({ fixedEffort: null }) }],
                },
                {
                  label: "How hard to think",
                  items: offered.map((one) => ({
                    label: effortWords[one].name,
                    detail: effortWords[one].meaning,
                    isChosen: one === fixedEffort,
                    onSelect: () => change({ fixedEffort: one }),
                  })),
                },
              ]}
            />
          </dd>
        </div>
      </dl>
      <p className="mt-2 text-ink-faint">
        {choice?.model === null
          ? `${choice.modelName} is no longer available: until it is back, new conversations begin with the model used last.`
          : "Each conversation remembers its own afterwards."}
      </p>
    </section>
  );
}
