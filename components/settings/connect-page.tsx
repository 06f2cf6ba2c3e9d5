"use client";
import { lazy, Suspense } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import { patiently } from "#lib/client/patiently.ts";
import { LateSection } from "./late-section.tsx";

const ConnectSection = lazy(patiently(() => import("./connect-section.tsx")));

interface ConnectPageProps {
  keys: readonly KeySummary[];
  origin: string;
}

/** The section with its code fetched when it is first opened. */
export function ConnectPage(props: ConnectPageProps) {
  return (
    <Suspense fallback={<LateSection title="Connect" />}>
      <ConnectSection {...props} />
    </Suspense>
  );
}
