"use client";
import type { Choice } from "./choose-model.ts";
import type { Session } from "./conversation-session.ts";
import { useApp, useObservable, usePreferences } from "./use-app.ts";

/** The model and the effort that the next submit of this conversation uses. */
export function useChoice(session: Session): Choice {
  const app = useApp();
  usePreferences();
  useObservable(app.catalog);
  useObservable(app.settings);
  const { modelId, effort } = useObservable(session);
  return app.choiceFor(modelId, effort);
}
