/** Owns: who asks through an interface, and what the key they ask with allows. Made by `lib/auth/caller.ts`. */
import type { Exposure, ReasoningFormat } from "./exposure.ts";
import type { Viewer } from "./viewer.ts";

/** What an API key may do. */
export interface KeyPolicy {
  id: string;
  /** For people. */
  name: string;
  /** The most that may leave with it. */
  exposure: Exposure;
  /** Where thoughts stand unless a request says otherwise. */
  format: ReasoningFormat;
  /** Ids of the models it may ask; null: all. */
  models: string[] | null;
  /** Whether its runs may use the tools of this application, beside those the client brings. */
  usesTools: boolean;
  /** US dollars that its runs may cost in so many days back from now; null: no limit. */
  spending: { amount: number; days: number } | null;
  /** Requests in a minute; null: no limit. */
  requestsPerMinute: number | null;
}

/** Without a key it is the person at this machine, who may see everything. */
export interface Caller {
  viewer: Viewer;
  key: KeyPolicy | null;
}
