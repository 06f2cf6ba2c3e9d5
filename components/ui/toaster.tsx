"use client";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Notice } from "#lib/client/notices.ts";
import { patiently } from "#lib/client/patiently.ts";
import { useApp } from "#lib/client/use-app.ts";

const ToastView = lazy(patiently(() => import("./toast-view.tsx")));

/** Shows the page's notices. Its code arrives with the first one. */
export function Toaster() {
  const { notices } = useApp();
  const [shown, setShown] = useState<readonly Notice[]>([]);
  useEffect(() => notices.subscribe((notice) => setShown((before) => [...before, notice])), [notices]);
  if (shown.length === 0) return null;
  return (
    <Suspense>
      <ToastView notices={shown} />
    </Suspense>
  );
}
