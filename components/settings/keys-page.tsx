"use client";
import { lazy, Suspense } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import { patiently } from "#lib/client/patiently.ts";
import { LateSection } from "./late-section.tsx";

const KeysSection = lazy(patiently(() => import("./keys-section.tsx")));

/** The section with its code fetched when it is first opened. */
export function KeysPage({ first }: { first: readonly KeySummary[] }) {
  return (
    <Suspense fallback={<LateSection title="API keys" />}>
      <KeysSection first={first} />
    </Suspense>
  );
}
