"use client";
import { useApp } from "#lib/client/use-app.ts";

/** The most tokens this model may write; null when that is not known, or the model is gone. */
export function useOutputSize(modelId: string | null): number | null {
  return useApp().start.models.find((model) => model.id === modelId)?.outputSize ?? null;
}
