"use client";
import { lazy, Suspense } from "react";
import { patiently } from "#lib/client/patiently.ts";
import { ToolsWaiting } from "./tools-waiting.tsx";
import type { ToolboxFirst } from "./use-toolbox.ts";

const ToolsSection = lazy(patiently(() => import("./tools-section.tsx")));

/** The section with its code fetched when it is first opened. */
export function ToolsPage({ first }: { first: ToolboxFirst }) {
  return (
    <Suspense fallback={<ToolsWaiting />}>
      <ToolsSection first={first} />
    </Suspense>
  );
}
