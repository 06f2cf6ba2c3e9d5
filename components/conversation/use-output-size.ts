"use client";
import { useApp, useObservable } from "#lib/client/use-app.ts";

/** The most tokens this model may write; null when that is not known, or the model is gone. */
export function useOutputSize(modelId: string | null): number | null {
  const { models } = useObservable(useApp().catalog);
  return models.find((model) => model.id === modelId)?.outputSize ?? null;
}
