/** Owns: what of a View happened here. What whoever asked brought along has no times of its own. Pure. */
import type { Part, Step, View } from "./view.ts";

/** What comes now was brought along: the run has begun, and nothing of it has happened here yet. */
export function isImporting({ turnId, startedAt }: Pick<View, "turnId" | "startedAt">): boolean {
  return turnId !== null && startedAt === null;
}

export function isImported({ step }: Pick<Part, "step">, { importedSteps }: Pick<View, "importedSteps">): boolean {
  return step <= importedSteps;
}

export function ownParts({ parts, importedSteps }: View): readonly Part[] {
  return importedSteps === 0 ? parts : parts.filter(({ step }) => step > importedSteps);
}

export function ownSteps({ steps, importedSteps }: Pick<View, "steps" | "importedSteps">): readonly Step[] {
  return importedSteps === 0 ? steps : steps.filter(({ step }) => step > importedSteps);
}
