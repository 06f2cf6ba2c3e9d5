/** Owns: what is told of a connection. Nothing of a key but its end, nothing of a header but its name. */
import { remember } from "#lib/core/remember.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { ProviderKind } from "#lib/models/provider-kinds.ts";
import type { ViewerConnection } from "./of-viewer.ts";
import { tailOf } from "./stored.ts";
import type { TestReport } from "./test-report.ts";

export interface ConnectionSummary {
  id: string;
  kind: ProviderKind | "builtin";
  name: string;
  /** Null: it is built in. */
  baseUrl: string | null;
  hasKey: boolean;
  /** Its last four characters; null when there is no key or it is too short to show any of. */
  keyTail: string | null;
  headerNames: string[];
  isEnabled: boolean;
  /** Its key cannot be opened with this installation's secret and has to be entered again. */
  isLocked: boolean;
  from: "settings" | "environment" | "built-in";
  lastTest: TestReport | null;
  /** Milliseconds since the epoch; null unless it was made in the settings. */
  createdAt: number | null;
}

export function summaryOf({ id, name, from, config, state, row }: ViewerConnection): ConnectionSummary {
  const apiKey = config?.apiKey;
  return {
    id,
    kind: config?.kind ?? "builtin",
    name,
    baseUrl: config?.baseUrl ?? null,
    hasKey: row ? row.sealedKey !== null : apiKey !== undefined,
    keyTail: (row ? row.keyTail : apiKey && tailOf(apiKey)) || null,
    headerNames: Object.keys(config?.headers ?? {}),
    isEnabled: row?.isEnabled ?? true,
    isLocked: state === "locked",
    from,
    lastTest: row ? readReport(row.testReport) : (passingReports().get(id) ?? null),
    createdAt: row ? fromColumn(row.createdAt) : null,
  };
}

/** Tests of connections that have no row to keep them in: as long as this process lives. */
export const passingReports = () => remember("connections.test-reports", () => new Map<string, TestReport>());

function readReport(json: string | null): TestReport | null {
  return json === null ? null : (JSON.parse(json) as TestReport);
}
