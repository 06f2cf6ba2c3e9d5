/** How hard a model is asked to think: one scale for all providers, from none at all to all it can. */
export const efforts = ["off", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

export type Effort = (typeof efforts)[number];

export function isEffort(value: unknown): value is Effort {
  return typeof value === "string" && (efforts as readonly string[]).includes(value);
}
